package dev.sluice.sandbox.zoho.crm.coql;

import dev.sluice.sandbox.zoho.crm.coql.Query.Condition;
import dev.sluice.sandbox.zoho.crm.coql.Query.Operator;
import java.util.ArrayList;
import java.util.List;

/** Reads conditions. Two may stand side by side; more must be bracketed in pairs, or the query is not understood. */
final class ConditionParser {

    private static final int MOST_CRITERIA = 25;
    private static final int MOST_VALUES = 100;

    private final Tokens tokens;
    private int criteria;

    ConditionParser(Tokens tokens) {
        this.tokens = tokens;
    }

    Condition condition() {
        Condition left = operand();
        if (tokens.skip("and")) {
            return alone(new Condition.Both(left, operand()));
        }
        return tokens.skip("or") ? alone(new Condition.Either(left, operand())) : left;
    }

    private Condition alone(Condition pair) {
        if (tokens.peek().is("and") || tokens.peek().is("or")) {
            throw tokens.unexpected();
        }
        return pair;
    }

    private Condition operand() {
        if (tokens.skip("(")) {
            Condition inside = condition();
            tokens.expect(")");
            return inside;
        }
        if (++criteria > MOST_CRITERIA) {
            throw InvalidQuery.tooMuch("where", MOST_CRITERIA);
        }
        return comparison(tokens.name());
    }

    private Condition comparison(String path) {
        if (tokens.skip("is")) {
            boolean not = tokens.skip("not");
            tokens.expect("null");
            return new Condition.Comparison(path, not ? Operator.NOT_NULL : Operator.NULL, List.of());
        }
        if (tokens.skip("not")) {
            return tokens.skip("in") ? in(path, Operator.NOT_IN) : like(path, Operator.NOT_LIKE);
        }
        if (tokens.skip("in")) {
            return in(path, Operator.IN);
        }
        if (tokens.peek().is("like")) {
            return like(path, Operator.LIKE);
        }
        if (tokens.skip("between")) {
            String least = tokens.value();
            tokens.expect("and");
            return new Condition.Comparison(path, Operator.BETWEEN, List.of(least, tokens.value()));
        }
        Operator operator = operator(tokens.next());
        return new Condition.Comparison(path, operator, List.of(tokens.value()));
    }

    private Operator operator(Token token) {
        return switch (token.text()) {
            case "=" -> Operator.EQUAL;
            case "!=" -> Operator.NOT_EQUAL;
            case "<" -> Operator.LESS;
            case "<=" -> Operator.LESS_OR_EQUAL;
            case ">" -> Operator.GREATER;
            case ">=" -> Operator.GREATER_OR_EQUAL;
            default -> throw InvalidQuery.unreadable(token);
        };
    }

    private Condition like(String path, Operator operator) {
        tokens.expect("like");
        return new Condition.Comparison(path, operator, List.of(tokens.value()));
    }

    private Condition in(String path, Operator operator) {
        tokens.expect("(");
        List<String> values = new ArrayList<>();
        do {
            values.add(tokens.value());
        } while (tokens.skip(","));
        tokens.expect(")");
        if (values.size() > MOST_VALUES) {
            throw InvalidQuery.tooMuch("in", MOST_VALUES);
        }
        return new Condition.Comparison(path, operator, values);
    }
}
