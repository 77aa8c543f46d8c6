@NullMarked
package dev.sluice.worker.invocation;

import org.jspecify.annotations.NullMarked;
