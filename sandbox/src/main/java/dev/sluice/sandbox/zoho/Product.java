package dev.sluice.sandbox.zoho;

import dev.sluice.sandbox.zoho.books.BooksApi;
import dev.sluice.sandbox.zoho.books.BooksRefusal;
import dev.sluice.sandbox.zoho.crm.CrmOrganisation;
import dev.sluice.sandbox.zoho.crm.CrmRefusal;
import dev.sluice.sandbox.zoho.http.Reply.Response;
import dev.sluice.sandbox.zoho.http.Request;
import dev.sluice.sandbox.zoho.limit.Admission.Refused;
import dev.sluice.sandbox.zoho.limit.Claim;
import dev.sluice.sandbox.zoho.limit.LimitName;
import dev.sluice.sandbox.zoho.limit.Limits;
import dev.sluice.sandbox.zoho.oauth.Consent;
import dev.sluice.sandbox.zoho.oauth.GrantedScopes;
import dev.sluice.sandbox.zoho.projects.ProjectsApi;
import dev.sluice.sandbox.zoho.projects.ProjectsRefusal;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The products behind the one address, told apart by their paths. */
enum Product {
    CRM("/crm/v8/", "/crm/v8/") {
        @Override
        Response answer(Organisation organisation, Consent consent, Request request) {
            return organisation.crm().answer(request, consent.user());
        }

        @Override
        Response unauthenticated(boolean tokenGiven) {
            return CrmRefusal.unauthenticated(tokenGiven);
        }

        @Override
        List<String> scopes(Request request) {
            return CrmOrganisation.scopes(request);
        }

        @Override
        Response scopeMismatch(GrantedScopes granted) {
            return CrmRefusal.scopeMismatch();
        }

        @Override
        List<Claim> claims(Request request) {
            return CrmOrganisation.claims(request);
        }

        @Override
        Response throttled(Refused refused) {
            return CrmRefusal.throttled();
        }

        // CRM tells what is left of the day's credits, once half of them are used.
        @Override
        Response marked(Response response, Limits limits) {
            OptionalLong remaining = limits.remainingWhenScarce(LimitName.CRM_CREDITS);
            return remaining.isEmpty()
                    ? response
                    : response.with("X-API-CREDITS-REMAINING", Long.toString(remaining.getAsLong()));
        }
    },
    BOOKS("/books/v3/", "/books/v3/") {
        @Override
        Response answer(Organisation organisation, Consent consent, Request request) {
            return organisation.books().answer(request);
        }

        @Override
        Response unauthenticated(boolean tokenGiven) {
            return BooksRefusal.unauthenticated(tokenGiven);
        }

        @Override
        List<String> scopes(Request request) {
            return BooksApi.scopes(request);
        }

        @Override
        Response scopeMismatch(GrantedScopes granted) {
            return BooksRefusal.scopeMismatch();
        }

        @Override
        List<Claim> claims(Request request) {
            return BooksApi.CLAIMS;
        }

        @Override
        Response throttled(Refused refused) {
            return BooksRefusal.throttled(refused);
        }
    },
    PROJECTS("/api/v3/", "/restapi/") {
        @Override
        Response answer(Organisation organisation, Consent consent, Request request) {
            return organisation.projects().answer(request);
        }

        @Override
        Response unauthenticated(boolean tokenGiven) {
            return ProjectsRefusal.unauthenticated(tokenGiven);
        }

        @Override
        List<String> scopes(Request request) {
            return ProjectsApi.scopes(request);
        }

        @Override
        Response scopeMismatch(GrantedScopes granted) {
            return ProjectsRefusal.scopeMismatch(granted.allowSomeOf("ZohoProjects"));
        }

        @Override
        List<Claim> claims(Request request) {
            return ProjectsApi.claims(request);
        }

        @Override
        Response throttled(Refused refused) {
            return ProjectsRefusal.throttled(refused);
        }
    };

    private final String prefix;
    private final String olderPrefix;

    Product(String prefix, String olderPrefix) {
        this.prefix = prefix;
        this.olderPrefix = olderPrefix;
    }

    static Optional<Product> of(String path) {
        for (Product product : values()) {
            if (path.startsWith(product.prefix) || path.startsWith(product.olderPrefix)) {
                return Optional.of(product);
            }
        }
        return Optional.empty();
    }

    abstract Response answer(Organisation organisation, Consent consent, Request request);

    /** All scopes a request needs. */
    abstract List<String> scopes(Request request);

    /** The answer to a request whose token was not given for it. */
    abstract Response scopeMismatch(GrantedScopes granted);

    /** The answer to a request without a token, or with one that is not alive. */
    abstract Response unauthenticated(boolean tokenGiven);

    /** What a request takes from the organisation's limits. */
    abstract List<Claim> claims(Request request);

    /** The answer to a request beyond a limit. */
    abstract Response throttled(Refused refused);

    /** The answer with what it tells of the limits. */
    Response marked(Response response, Limits limits) {
        return response;
    }
}
