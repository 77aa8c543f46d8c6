/** How a program starts, says that it is ready, and stops. */
@NullMarked
package dev.sluice.common.program;

import org.jspecify.annotations.NullMarked;
