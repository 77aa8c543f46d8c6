/** Takes calls off their topic, as many at once as the worker can hold, and releases each when it is done. */
@NullMarked
package dev.sluice.worker.intake;

import org.jspecify.annotations.NullMarked;
