/** The calls a worker has in hand: which were cancelled, and how each gets on. */
@NullMarked
package dev.sluice.worker.progress;

import org.jspecify.annotations.NullMarked;
