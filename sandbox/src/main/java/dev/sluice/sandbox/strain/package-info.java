/** Strains the front door: with nonsense, and with more waiting callers than it should ever have. */
@NullMarked
package dev.sluice.sandbox.strain;

import org.jspecify.annotations.NullMarked;
