/** The audit indexer: reads what happened and keeps it findable. */
@NullMarked
package dev.sluice.auditindexer;

import org.jspecify.annotations.NullMarked;
