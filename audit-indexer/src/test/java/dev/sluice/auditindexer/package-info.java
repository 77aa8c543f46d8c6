@NullMarked
package dev.sluice.auditindexer;

import org.jspecify.annotations.NullMarked;
