@NullMarked
package dev.sluice.common.program;

import org.jspecify.annotations.NullMarked;
