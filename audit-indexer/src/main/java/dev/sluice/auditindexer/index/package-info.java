/** The index of the audit trail: what it is made of, how documents get into it, and how they are found again. */
@NullMarked
package dev.sluice.auditindexer.index;

import org.jspecify.annotations.NullMarked;
