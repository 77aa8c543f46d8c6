package dev.sluice.auditindexer.index;

import dev.sluice.auditindexer.document.TestEvents;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

class InMemoryAuditIndexTest extends AuditIndexContract {
    private final InMemoryAuditIndex index = new InMemoryAuditIndex();

    @Override
    AuditIndex index() {
        return index;
    }

    @Override
    List<String> stored(int number) {
        return Optional.ofNullable(index.documents().get(TestEvents.id(number))).stream()
                .map(document -> new String(document.json(), StandardCharsets.UTF_8))
                .toList();
    }
}
