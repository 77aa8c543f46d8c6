@NullMarked
package dev.sluice.common.call;

import org.jspecify.annotations.NullMarked;
