@NullMarked
package dev.sluice.common.task;

import org.jspecify.annotations.NullMarked;
