/** Proves the quota: a simulation with a hostile world, and a benchmark of the real thing. */
@NullMarked
package dev.sluice.sandbox.quota;

import org.jspecify.annotations.NullMarked;
