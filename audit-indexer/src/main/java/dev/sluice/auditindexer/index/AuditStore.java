package dev.sluice.auditindexer.index;

import dev.sluice.auditindexer.document.StoredDocuments;
import java.io.IOException;
import java.io.UncheckedIOException;

/** The index in OpenSearch, opened: its template, the way in and the ways to read. */
public final class AuditStore implements AutoCloseable {
    private final OpenSearch openSearch;
    private final IndexSettings settings;

    private AuditStore(OpenSearch openSearch, IndexSettings settings) {
        this.openSearch = openSearch;
        this.settings = settings;
    }

    public static AuditStore open(IndexSettings settings) {
        return new AuditStore(new OpenSearch(Transports.open(settings)), settings);
    }

    /**
     * Returns once OpenSearch answers and has the index template.
     *
     * @throws IndexUnusable when it does not let this program in
     */
    public void prepare() throws InterruptedException {
        new IndexTemplate(openSearch, settings).prepare();
    }

    public BulkIndexer indexer() {
        return new BulkIndexer(new OpenSearchIndex(openSearch, settings.name()), settings.batch());
    }

    public StoredDocuments documents() {
        return new OpenSearchDocuments(openSearch, settings.name());
    }

    public AuditSearch search() {
        return new OpenSearchDocuments(openSearch, settings.name());
    }

    @Override
    public void close() {
        try {
            openSearch.close();
        } catch (IOException e) {
            throw new UncheckedIOException("the connection to OpenSearch did not close cleanly", e);
        }
    }
}
