@NullMarked
package dev.sluice.common.quota;

import org.jspecify.annotations.NullMarked;
