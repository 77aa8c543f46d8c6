package dev.sluice.sandbox.zoho.books;

import java.util.List;

/** Which scopes requests to Books need. */
final class BooksScopes {

    private BooksScopes() {}

    /** The scopes of an address, told apart by what comes after {@code /books/v3}; none where there is nothing. */
    static List<String> needed(List<String> path) {
        return switch (path.isEmpty() ? "" : path.getFirst()) {
            case "organizations" -> List.of("ZohoBooks.settings.READ");
            case "invoices" -> List.of("ZohoBooks.invoices.READ");
            case "contacts" -> List.of("ZohoBooks.contacts.READ");
            default -> List.of();
        };
    }
}
