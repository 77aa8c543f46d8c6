package dev.sluice.worker.zoho;

import dev.sluice.common.audit.ZohoUse;

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

    /** Which requests those were that have ended, and how long it waited for its turn to make them. */
    ZohoUse use();

    /** The right to send a write soon. */
    interface Turn extends AutoCloseable {
        @Override
        void close();
    }
}
