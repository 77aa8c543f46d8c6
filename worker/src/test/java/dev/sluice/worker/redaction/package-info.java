@NullMarked
package dev.sluice.worker.redaction;

import org.jspecify.annotations.NullMarked;
