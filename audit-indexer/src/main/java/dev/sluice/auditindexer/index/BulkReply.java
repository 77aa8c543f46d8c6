package dev.sluice.auditindexer.index;

import java.util.List;

/** What became of one attempt to create documents. */
sealed interface BulkReply {
    /** Each document has its own fate, in the order of the request. */
    record Answered(List<Fate> fates) implements BulkReply {
        public Answered {
            fates = List.copyOf(fates);
        }
    }

    /** Too much at once, or more than is taken now: a smaller request may be. */
    record TooMuch(String reason) implements BulkReply {}

    /** No answer, or none that says anything of the documents. */
    record Unavailable(String reason) implements BulkReply {}

    /** No attempt will be better until a person has put something right. */
    record Unusable(String reason) implements BulkReply {}

    /** What became of one document. */
    sealed interface Fate {
        /** It is in the index, now or already. */
        record Kept() implements Fate {}

        /** It may be taken another time. */
        record Later(String reason) implements Fate {}

        /** It will never be taken. */
        record Refused(String reason) implements Fate {}
    }
}
