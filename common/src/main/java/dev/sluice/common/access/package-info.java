/** Who asks, and what they may do. */
@NullMarked
package dev.sluice.common.access;

import org.jspecify.annotations.NullMarked;
