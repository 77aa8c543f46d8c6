/** Brings the whole system up on one machine and takes it down again. */
@NullMarked
package dev.sluice.sandbox.stack;

import org.jspecify.annotations.NullMarked;
