package dev.sluice.sandbox.zoho.books;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** An invoice; whether it is overdue depends on the day one asks. */
public record Invoice(
        String id,
        String number,
        Customer customer,
        State state,
        LocalDate date,
        LocalDate dueDate,
        BigDecimal exchangeRate,
        BigDecimal total,
        BigDecimal balance,
        @Nullable LocalDate lastPaymentDate,
        int remindersSent,
        OffsetDateTime createdTime,
        OffsetDateTime modifiedTime) {

    /** What was done with it; what became of it follows from its balance and its due date. */
    public enum State {
        DRAFT,
        SENT,
        VIEWED,
        VOID
    }

    /** The status as Books shows it on that day. */
    public String status(LocalDate today) {
        return switch (state) {
            case DRAFT -> "draft";
            case VOID -> "void";
            case SENT, VIEWED -> {
                if (balance.signum() == 0) {
                    yield "paid";
                }
                if (dueDate.isBefore(today)) {
                    yield "overdue";
                }
                if (balance.compareTo(total) < 0) {
                    yield "partially_paid";
                }
                yield state == State.VIEWED ? "viewed" : "sent";
            }
        };
    }

    /** Whether money is still to come for it. */
    public boolean unpaid() {
        return (state == State.SENT || state == State.VIEWED) && balance.signum() > 0;
    }
}
