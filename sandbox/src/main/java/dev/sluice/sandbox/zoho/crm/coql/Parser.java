package dev.sluice.sandbox.zoho.crm.coql;

import dev.sluice.sandbox.zoho.crm.coql.Query.Condition;
import dev.sluice.sandbox.zoho.crm.coql.Query.Function;
import dev.sluice.sandbox.zoho.crm.coql.Query.Order;
import dev.sluice.sandbox.zoho.crm.coql.Query.Selected;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a query: {@code select … from … where … [group by …] [order by …] [limit …] [offset …]}. */
final class Parser {

    private static final int USUAL_LIMIT = 200;
    private static final int LARGEST_LIMIT = 2_000;
    private static final int LARGEST_OFFSET = 100_000;
    private static final int MOST_COLUMNS = 50;
    private static final int MOST_AGGREGATES = 5;
    private static final int MOST_ORDERS = 10;
    private static final int MOST_GROUPS = 4;
    private static final Set<String> FUNCTIONS = Set.of("COUNT", "SUM", "AVG", "MIN", "MAX");

    private final Tokens tokens;

    private Parser(Tokens tokens) {
        this.tokens = tokens;
    }

    /**
     * Reads a query.
     *
     * @throws InvalidQuery when it cannot be read
     */
    static Query parse(String text) {
        Parser parser = new Parser(new Tokens(Lexer.tokens(text)));
        return parser.query();
    }

    private Query query() {
        tokens.expect("select");
        List<Selected> columns = new ArrayList<>();
        do {
            columns.add(selected());
        } while (tokens.skip(","));
        checkColumns(columns);
        if (!tokens.skip("from")) {
            throw tokens.ended() ? InvalidQuery.missingClause("from") : tokens.unexpected();
        }
        String module = tokens.word();
        if (!tokens.skip("where")) {
            throw InvalidQuery.missingClause("where");
        }
        Condition where = new ConditionParser(tokens).condition();
        List<String> groupBy = groupBy();
        List<Order> orderBy = orderBy();
        int[] limits = limitAndOffset();
        if (!tokens.ended()) {
            throw tokens.unexpected();
        }
        return new Query(columns, module, where, groupBy, orderBy, limits[0], limits[1]);
    }

    private static void checkColumns(List<Selected> columns) {
        if (columns.size() > MOST_COLUMNS) {
            throw InvalidQuery.tooMuch("select", MOST_COLUMNS);
        }
        long aggregates =
                columns.stream().filter(Selected.Aggregate.class::isInstance).count();
        if (aggregates > MOST_AGGREGATES) {
            throw InvalidQuery.tooMuch("aggregate", MOST_AGGREGATES);
        }
        List<String> labels = new ArrayList<>();
        for (Selected column : columns) {
            if (labels.contains(column.label())) {
                throw InvalidQuery.duplicateAlias(column.label());
            }
            labels.add(column.label());
        }
    }

    private Selected selected() {
        String name = tokens.name();
        if (FUNCTIONS.contains(name.toUpperCase(Locale.ROOT)) && tokens.skip("(")) {
            String path = tokens.name();
            tokens.expect(")");
            return new Selected.Aggregate(Function.valueOf(name.toUpperCase(Locale.ROOT)), path, alias());
        }
        return new Selected.Column(name, alias());
    }

    private @Nullable String alias() {
        return tokens.skip("as") ? tokens.name() : null;
    }

    private List<String> groupBy() {
        List<String> paths = new ArrayList<>();
        if (tokens.skip("group")) {
            tokens.expect("by");
            do {
                paths.add(tokens.name());
            } while (tokens.skip(","));
        }
        if (paths.size() > MOST_GROUPS) {
            throw InvalidQuery.tooMuch("group by", MOST_GROUPS);
        }
        return paths;
    }

    private List<Order> orderBy() {
        List<Order> orders = new ArrayList<>();
        if (tokens.skip("order")) {
            tokens.expect("by");
            do {
                String path = tokens.name();
                boolean descending = tokens.skip("desc");
                if (!descending) {
                    tokens.skip("asc");
                }
                orders.add(new Order(path, descending));
            } while (tokens.skip(","));
        }
        if (orders.size() > MOST_ORDERS) {
            throw InvalidQuery.tooMuch("order by", MOST_ORDERS);
        }
        return orders;
    }

    /** Both {@code limit 10 offset 20} and {@code limit 20, 10} are understood. */
    private int[] limitAndOffset() {
        int limit = USUAL_LIMIT;
        int offset = 0;
        if (tokens.skip("limit")) {
            limit = tokens.integer();
            if (tokens.skip(",")) {
                offset = limit;
                limit = tokens.integer();
            }
        }
        if (tokens.skip("offset")) {
            offset = tokens.integer();
        }
        if (limit > LARGEST_LIMIT || limit < 1) {
            throw InvalidQuery.tooMuch("limit", LARGEST_LIMIT);
        }
        if (offset > LARGEST_OFFSET) {
            throw InvalidQuery.tooMuch("offset", LARGEST_OFFSET);
        }
        return new int[] {limit, offset};
    }
}
