@NullMarked
package dev.sluice.worker.quota.ledger;

import org.jspecify.annotations.NullMarked;
