/** Who may send how much, decided in one place: the ledger, pure, and the topology that drives it. */
@NullMarked
package dev.sluice.worker.quota.ledger;

import org.jspecify.annotations.NullMarked;
