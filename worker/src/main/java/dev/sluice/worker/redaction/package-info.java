/** Takes out of an answer what its caller may not see, before it goes anywhere. */
@NullMarked
package dev.sluice.worker.redaction;

import org.jspecify.annotations.NullMarked;
