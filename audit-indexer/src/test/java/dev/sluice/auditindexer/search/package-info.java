@NullMarked
package dev.sluice.auditindexer.search;

import org.jspecify.annotations.NullMarked;
