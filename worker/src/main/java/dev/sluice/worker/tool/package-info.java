/** The code that answers each business question, one file a tool. */
@NullMarked
package dev.sluice.worker.tool;

import org.jspecify.annotations.NullMarked;
