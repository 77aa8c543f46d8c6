/** Measures what the way through Sluice costs. */
@NullMarked
package dev.sluice.sandbox.bench;

import org.jspecify.annotations.NullMarked;
