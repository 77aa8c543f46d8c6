@NullMarked
package dev.sluice.auditindexer.document;

import org.jspecify.annotations.NullMarked;
