@NullMarked
package dev.sluice.worker.ledger;

import org.jspecify.annotations.NullMarked;
