/** How many calls an agent may make, and have under way, at one gateway. */
@NullMarked
package dev.sluice.gateway.cap;

import org.jspecify.annotations.NullMarked;
