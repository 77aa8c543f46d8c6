@NullMarked
package dev.sluice.worker.quota;

import org.jspecify.annotations.NullMarked;
