/** The worker: consumes tool calls, asks Zoho, publishes results. */
@NullMarked
package dev.sluice.worker;

import org.jspecify.annotations.NullMarked;
