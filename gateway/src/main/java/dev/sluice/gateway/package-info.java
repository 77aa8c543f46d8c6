/** The gateway: authenticates agents, decides, dispatches their calls and returns the results. */
@NullMarked
package dev.sluice.gateway;

import org.jspecify.annotations.NullMarked;
