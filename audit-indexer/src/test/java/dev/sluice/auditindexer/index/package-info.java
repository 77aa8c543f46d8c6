@NullMarked
package dev.sluice.auditindexer.index;

import org.jspecify.annotations.NullMarked;
