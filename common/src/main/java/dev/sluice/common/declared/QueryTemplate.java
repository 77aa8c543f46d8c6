package dev.sluice.common.declared;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A COQL query with places for values, written {@code :name}. It is taken apart when it is read; afterwards a value can
 * only ever stand where a place was, as a literal.
 *
 * @param pieces the query in order
 * @param module whose records it selects
 * @param columns every field it names, with dots through lookups
 * @param outputs what the rows of its answer have: selected fields and aliases
 */
public record QueryTemplate(List<Piece> pieces, String module, Set<String> columns, Set<String> outputs) {
    private static final Pattern TOKEN = Pattern.compile("\\s*(?:(?<string>'[^'\"\\\\]*')|:(?<place>[a-z][a-z0-9_]*)"
            + "|(?<word>[A-Za-z_$][A-Za-z0-9_$]*(?:\\.[A-Za-z_$][A-Za-z0-9_$]*)*)"
            + "|(?<number>-?\\d+(?:\\.\\d+)?)|(?<symbol><=|>=|!=|[=<>(),]))");
    private static final Set<String> KEYWORDS = Set.of(
            "select", "from", "where", "and", "or", "not", "in", "like", "between", "is", "null", "order", "group",
            "by", "asc", "desc", "as", "sum", "count", "min", "max", "avg");
    private static final Set<String> REFUSED = Set.of("limit", "offset", "union", "join", "having");

    /** A piece of the query. */
    public sealed interface Piece {
        record Words(String text) implements Piece {}

        /** Where a value is put; as a pattern after {@code like}. */
        record Place(String parameter, boolean pattern) implements Piece {}
    }

    public QueryTemplate {
        pieces = List.copyOf(pieces);
        columns = Set.copyOf(columns);
        outputs = Set.copyOf(outputs);
    }

    /** The places for values, by the names of their parameters. */
    public Set<String> places() {
        var places = new LinkedHashSet<String>();
        for (var piece : pieces) {
            if (piece instanceof Piece.Place(var parameter, var _)) {
                places.add(parameter);
            }
        }
        return places;
    }

    /**
     * The query with literals in its places.
     *
     * @param literal gives the literal for a place
     */
    public String render(BiFunction<String, Boolean, String> literal) {
        var query = new StringBuilder();
        for (var piece : pieces) {
            switch (piece) {
                case Piece.Words(var text) -> query.append(text);
                case Piece.Place(var parameter, var pattern) -> query.append(literal.apply(parameter, pattern));
            }
        }
        return query.toString();
    }

    /**
     * Takes a query apart.
     *
     * @throws IllegalArgumentException saying what in it is not understood
     */
    static QueryTemplate parse(String query) {
        return new Parser(query.strip()).template();
    }

    private static final class Parser {
        private final String query;
        private final List<Piece> pieces = new ArrayList<>();
        private final Set<String> columns = new LinkedHashSet<>();
        private final Set<String> outputs = new LinkedHashSet<>();
        private final Set<String> aliases = new LinkedHashSet<>();
        private int copied;
        private String module = "";
        private String clause = "";
        private String before = "";
        private String lastColumn = "";
        private boolean inFunction;
        private boolean afterFunction;

        Parser(String query) {
            this.query = query;
        }

        QueryTemplate template() {
            var matcher = TOKEN.matcher(query);
            int at = 0;
            while (at < query.length()) {
                if (!matcher.find(at) || matcher.start() != at) {
                    throw new IllegalArgumentException(
                            "the query is not understood from '" + shortened(at)
                                    + "' on; strings stand in single quotes and hold no quote and no backslash, values are :name");
                }
                token(matcher);
                at = matcher.end();
            }
            copyTo(query.length());
            if (!startsWithSelect()) {
                throw new IllegalArgumentException("the query does not begin with select");
            }
            if (module.isEmpty() || !query.toLowerCase(Locale.ROOT).contains(" where ")) {
                throw new IllegalArgumentException(
                        "the query lacks from or where; COQL demands a condition, such as id is not null");
            }
            columns.removeAll(aliases);
            return new QueryTemplate(pieces, module, columns, outputs);
        }

        private boolean startsWithSelect() {
            return query.toLowerCase(Locale.ROOT).startsWith("select ");
        }

        private String shortened(int at) {
            return query.substring(at, Math.min(query.length(), at + 20)).strip();
        }

        private void token(Matcher token) {
            var place = token.group("place");
            if (place != null) {
                copyTo(token.start("place") - 1);
                copied = token.end();
                pieces.add(new Piece.Place(place, before.equals("like")));
                before = "";
            } else if (token.group("word") != null) {
                word(token.group("word"));
            } else {
                symbol(token.group().strip());
            }
        }

        private void symbol(String symbol) {
            if (symbol.equals("(")
                    && Set.of("sum", "count", "min", "max", "avg").contains(before)) {
                inFunction = true;
            } else if (symbol.equals(")")) {
                afterFunction = inFunction;
                inFunction = false;
            } else {
                afterFunction = false;
            }
            before = symbol;
        }

        private void word(String word) {
            var lower = word.toLowerCase(Locale.ROOT);
            if (REFUSED.contains(lower)) {
                throw new IllegalArgumentException(
                        "the query has '" + word + "'; how many rows there are is for max_rows to say");
            }
            if (before.equals("as")) {
                aliases.add(word);
                if (!afterFunction) {
                    outputs.remove(lastColumn);
                }
                outputs.add(word);
            } else if (before.equals("from")) {
                module = word;
            } else if (!KEYWORDS.contains(lower)) {
                columns.add(word);
                lastColumn = word;
                if (clause.equals("select") && !inFunction) {
                    outputs.add(word);
                }
            } else if (lower.equals("select") && !clause.isEmpty()) {
                throw new IllegalArgumentException("the query has select twice");
            }
            if (Set.of("select", "from", "where", "group", "order").contains(lower)) {
                clause = lower;
            }
            before = lower;
        }

        /** What was understood is sent as it was written. */
        private void copyTo(int end) {
            if (end > copied) {
                pieces.add(new Piece.Words(query.substring(copied, end)));
            }
            copied = end;
        }
    }
}
