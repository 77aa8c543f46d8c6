/** Questions an auditor asks in plain words, and their answers from the index. */
@NullMarked
package dev.sluice.auditindexer.search;

import org.jspecify.annotations.NullMarked;
