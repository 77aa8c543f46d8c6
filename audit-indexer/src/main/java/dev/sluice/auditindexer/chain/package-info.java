/** Proof that the index is whole: events chained by hash, heads of chains signed, and the search for what is amiss. */
@NullMarked
package dev.sluice.auditindexer.chain;

import org.jspecify.annotations.NullMarked;
