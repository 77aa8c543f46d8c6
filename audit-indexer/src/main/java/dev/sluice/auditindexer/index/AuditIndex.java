package dev.sluice.auditindexer.index;

import dev.sluice.auditindexer.document.AuditDocument;
import java.util.List;

/** Where documents are kept, each written once. */
interface AuditIndex {
    /** Tries once to create these documents, each in the index of its month. */
    BulkReply create(List<AuditDocument> documents);
}
