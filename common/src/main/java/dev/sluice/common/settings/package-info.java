/** A program's settings: read once, every problem reported at once, secrets never shown. */
@NullMarked
package dev.sluice.common.settings;

import org.jspecify.annotations.NullMarked;
