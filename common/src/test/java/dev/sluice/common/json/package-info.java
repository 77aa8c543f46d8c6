@NullMarked
package dev.sluice.common.json;

import org.jspecify.annotations.NullMarked;
