/** Calls whose callers may come back for them: what is kept of each, where every gateway reads it. */
@NullMarked
package dev.sluice.common.task;

import org.jspecify.annotations.NullMarked;
