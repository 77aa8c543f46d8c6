@NullMarked
package dev.sluice.worker.progress;

import org.jspecify.annotations.NullMarked;
