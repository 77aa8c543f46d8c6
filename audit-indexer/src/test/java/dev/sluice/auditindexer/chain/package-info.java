@NullMarked
package dev.sluice.auditindexer.chain;

import org.jspecify.annotations.NullMarked;
