/** Tasks: calls whose callers stopped waiting, readable at every gateway. */
@NullMarked
package dev.sluice.gateway.task;

import org.jspecify.annotations.NullMarked;
