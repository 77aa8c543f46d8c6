package dev.sluice.sandbox.zoho.crm.coql;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A query as it was written. */
record Query(
        List<Selected> columns,
        String module,
        Condition where,
        List<String> groupBy,
        List<Order> orderBy,
        int limit,
        int offset) {

    /** A column of the answer, and the name it goes by there. */
    sealed interface Selected {

        String path();

        String label();

        record Column(String path, @Nullable String alias) implements Selected {
            @Override
            public String label() {
                return alias == null ? path : alias;
            }
        }

        record Aggregate(
                Function function, String path, @Nullable String alias) implements Selected {
            @Override
            public String label() {
                return alias == null ? function + "(" + path + ")" : alias;
            }
        }
    }

    enum Function {
        COUNT,
        SUM,
        AVG,
        MIN,
        MAX
    }

    record Order(String path, boolean descending) {}

    sealed interface Condition {

        record Both(Condition left, Condition right) implements Condition {}

        record Either(Condition left, Condition right) implements Condition {}

        record Comparison(String path, Operator operator, List<String> values) implements Condition {}
    }

    enum Operator {
        EQUAL,
        NOT_EQUAL,
        LESS,
        LESS_OR_EQUAL,
        GREATER,
        GREATER_OR_EQUAL,
        BETWEEN,
        LIKE,
        NOT_LIKE,
        IN,
        NOT_IN,
        NULL,
        NOT_NULL
    }
}
