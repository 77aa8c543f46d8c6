package dev.sluice.worker.zoho;

import java.time.Instant;

/** Puts an answer of one API into the words of {@link ZohoReply}; lenient in what it takes, and without state. */
@FunctionalInterface
interface ReplyReader {
    ZohoReply read(Exchange.Answered answer, Instant now);
}
