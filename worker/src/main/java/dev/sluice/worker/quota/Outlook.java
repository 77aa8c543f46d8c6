package dev.sluice.worker.quota;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How it looks for somebody who waits for a permit.
 *
 * @param until when it is expected to come; absent while the ledger has not told
 * @param position the place in the queue of the same agent, from 1 for the next
 */
public record Outlook(@Nullable Instant until, int position) {}
