@NullMarked
package dev.sluice.common.access;

import org.jspecify.annotations.NullMarked;
