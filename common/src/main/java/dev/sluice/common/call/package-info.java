/** A tool call, its way to a worker, and how it ended. */
@NullMarked
package dev.sluice.common.call;

import org.jspecify.annotations.NullMarked;
