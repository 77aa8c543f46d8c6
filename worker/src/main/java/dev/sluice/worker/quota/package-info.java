/** One quota for all workers: what requests cost, how leases are asked for and spent. */
@NullMarked
package dev.sluice.worker.quota;

import org.jspecify.annotations.NullMarked;
