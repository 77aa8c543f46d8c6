/** Remembers which writes were begun and how they ended, across crashes and changes of owner. */
@NullMarked
package dev.sluice.worker.ledger;

import org.jspecify.annotations.NullMarked;
