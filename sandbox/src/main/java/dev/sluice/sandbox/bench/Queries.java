package dev.sluice.sandbox.bench;

import dev.sluice.sandbox.stack.Sandbox;
import java.util.List;
import java.util.Optional;

/** Questions that all have an answer and of which no two neighbours are alike. */
final class Queries {
    private Queries() {}

    /** The e-mail address of each contact. */
    static List<String> of(Sandbox sandbox) {
        return sandbox.zoho().data().crm().contacts().all().stream()
                .flatMap(contact -> Optional.ofNullable(contact.email()).stream())
                .distinct()
                .toList();
    }
}
