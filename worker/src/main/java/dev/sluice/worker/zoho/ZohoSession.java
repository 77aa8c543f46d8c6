package dev.sluice.worker.zoho;

/** What one invocation uses to ask one Zoho organisation, within the call's deadline. */
public interface ZohoSession {
    Crm crm();

    Books books();

    Projects projects();

    /**
     * Waits until a write may be sent. The turn is kept for the next write of this session; closed, it goes to another.
     *
     * @throws dev.sluice.common.call.CallFailed when it does not come in time; nothing was sent
     */
    Turn turnToWrite();

    /** How many requests it has made so far, retries included. */
    int requests();

    /** The right to send a write soon. */
    interface Turn extends AutoCloseable {
        @Override
        void close();
    }
}
