@NullMarked
package dev.sluice.common.settings;

import org.jspecify.annotations.NullMarked;
