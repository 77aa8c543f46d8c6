/** An invented Australian company, the same for the same seed, placed around today. */
@NullMarked
package dev.sluice.sandbox.zoho.seed;

import org.jspecify.annotations.NullMarked;
