package dev.sluice.sandbox.bench;

import dev.sluice.sandbox.stack.Sandbox;
import java.util.List;

/** Questions that all have an answer and of which no two neighbours are alike. */
final class Queries {
    private Queries() {}

    /** The e-mail address of each contact. */
    static List<String> of(Sandbox sandbox) {
        return sandbox.zoho().data().contacts().stream()
                .map(contact -> contact.email())
                .distinct()
                .toList();
    }
}
