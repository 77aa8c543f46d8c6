/** What workers and the quota ledger tell each other, and what the ledger tells everybody. */
@NullMarked
package dev.sluice.common.quota;

import org.jspecify.annotations.NullMarked;
