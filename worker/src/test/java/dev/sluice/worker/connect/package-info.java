@NullMarked
package dev.sluice.worker.connect;

import org.jspecify.annotations.NullMarked;
