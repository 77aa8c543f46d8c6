/** Reads audit events off their topic. */
@NullMarked
package dev.sluice.auditindexer.intake;

import org.jspecify.annotations.NullMarked;
