/** Publishes permitted calls to the workers and brings their results back to whoever waits. */
@NullMarked
package dev.sluice.gateway.dispatch;

import org.jspecify.annotations.NullMarked;
