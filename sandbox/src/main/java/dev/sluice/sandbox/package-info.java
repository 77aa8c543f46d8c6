/** Sluice on one machine: brought up whole, shown, and measured. */
@NullMarked
package dev.sluice.sandbox;

import org.jspecify.annotations.NullMarked;
