/** What an audit event looks like as a document: one pure function, and the form in which documents are hashed. */
@NullMarked
package dev.sluice.auditindexer.document;

import org.jspecify.annotations.NullMarked;
