/** Audit events that became no document: kept with the reason, and given back once the reason is gone. */
@NullMarked
package dev.sluice.auditindexer.deadletter;

import org.jspecify.annotations.NullMarked;
