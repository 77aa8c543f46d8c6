/** Carries one call out, from taking it up to its published result. */
@NullMarked
package dev.sluice.worker.invocation;

import org.jspecify.annotations.NullMarked;
