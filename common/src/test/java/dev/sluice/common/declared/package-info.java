@NullMarked
package dev.sluice.common.declared;

import org.jspecify.annotations.NullMarked;
