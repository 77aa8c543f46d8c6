package dev.sluice.sandbox.zoho;

import dev.sluice.sandbox.zoho.books.BooksRefusal;
import dev.sluice.sandbox.zoho.crm.CrmRefusal;
import dev.sluice.sandbox.zoho.http.Reply.Response;
import dev.sluice.sandbox.zoho.http.Request;
import dev.sluice.sandbox.zoho.projects.ProjectsRefusal;
import java.util.Optional;

/** The products behind the one address, told apart by their paths. */
enum Product {
    CRM("/crm/v8/") {
        @Override
        Response answer(Organisation organisation, Request request) {
            return organisation.crm().answer(request);
        }

        @Override
        Response unauthenticated(boolean tokenGiven) {
            return CrmRefusal.unauthenticated(tokenGiven);
        }
    },
    BOOKS("/books/v3/") {
        @Override
        Response answer(Organisation organisation, Request request) {
            return organisation.books().answer(request);
        }

        @Override
        Response unauthenticated(boolean tokenGiven) {
            return BooksRefusal.unauthenticated(tokenGiven);
        }
    },
    PROJECTS("/api/v3/") {
        @Override
        Response answer(Organisation organisation, Request request) {
            return organisation.projects().answer(request);
        }

        @Override
        Response unauthenticated(boolean tokenGiven) {
            return ProjectsRefusal.unauthenticated(tokenGiven);
        }
    };

    private final String prefix;

    Product(String prefix) {
        this.prefix = prefix;
    }

    static Optional<Product> of(String path) {
        for (Product product : values()) {
            if (path.startsWith(product.prefix)) {
                return Optional.of(product);
            }
        }
        return Optional.empty();
    }

    abstract Response answer(Organisation organisation, Request request);

    /** The answer to a request without a token, or with one that is not alive. */
    abstract Response unauthenticated(boolean tokenGiven);
}
