package dev.sluice.sandbox.zoho;

import dev.sluice.sandbox.zoho.control.ControlApi;
import dev.sluice.sandbox.zoho.fault.Effect;
import dev.sluice.sandbox.zoho.fault.Faults;
import dev.sluice.sandbox.zoho.http.Handler;
import dev.sluice.sandbox.zoho.http.Reply;
import dev.sluice.sandbox.zoho.http.Reply.Response;
import dev.sluice.sandbox.zoho.http.Request;
import dev.sluice.sandbox.zoho.limit.Admission;
import dev.sluice.sandbox.zoho.log.RequestLog;
import dev.sluice.sandbox.zoho.log.SeenRequest;
import dev.sluice.sandbox.zoho.oauth.AccessToken;
import dev.sluice.sandbox.zoho.oauth.AccountsServer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where every request to a data centre arrives: it is authenticated and held against the limits, delayed, made to fail
 * if that was ordered, answered and logged.
 */
final class FrontDesk implements Handler {

    private static final String SCHEME = "Zoho-oauthtoken ";

    private final InstantSource clock;
    private final AccountsServer accounts;
    private final Map<String, Organisation> organisations;
    private final Faults faults;
    private final RequestLog log;
    private final ControlApi control;

    FrontDesk(
            InstantSource clock,
            AccountsServer accounts,
            Map<String, Organisation> organisations,
            Faults faults,
            RequestLog log,
            ControlApi control) {
        this.clock = clock;
        this.accounts = accounts;
        this.organisations = Map.copyOf(organisations);
        this.faults = faults;
        this.log = log;
        this.control = control;
    }

    /** A request with a token that is alive, to one of the products. */
    private record Authenticated(Request request, Product product, Organisation organisation, AccessToken token) {

        Response answer() {
            for (String scope : product.scopes(request)) {
                if (!token.scopes().allow(scope)) {
                    return product.scopeMismatch(token.scopes());
                }
            }
            return product.answer(organisation, token.consent(), request);
        }

        Reply marked(Reply reply) {
            return reply instanceof Response response ? product.marked(response, organisation.limits()) : reply;
        }
    }

    /** Carries a request out. */
    private interface Service {
        Response serve();
    }

    @Override
    public Reply handle(Request request) throws InterruptedException {
        if (request.path().startsWith(ControlApi.PREFIX)) {
            return control.answer(request);
        }
        Instant arrived = clock.instant();
        Optional<Product> product = Product.of(request.path());
        Authenticated known = product.isEmpty() ? null : authenticated(request, product.get());
        Reply reply =
                known == null ? delayed(request, () -> unauthenticated(request, product.orElse(null))) : limited(known);
        int status = reply instanceof Response response ? response.status() : 0;
        log.add(new SeenRequest(
                request.method(),
                request.path(),
                Secrets.hidden(request.query()),
                status,
                arrived,
                known == null ? "" : known.organisation().data().crm().company()));
        return reply;
    }

    private @Nullable Authenticated authenticated(Request request, Product product) {
        String authorization = request.header("Authorization").orElse("");
        if (!authorization.startsWith(SCHEME)) {
            return null;
        }
        AccessToken token =
                accounts.find(authorization.substring(SCHEME.length())).orElse(null);
        if (token == null) {
            return null;
        }
        Organisation organisation = organisations.get(token.consent().client().organisation());
        return organisation == null ? null : new Authenticated(request, product, organisation, token);
    }

    private Response unauthenticated(Request request, @Nullable Product product) {
        if (request.path().startsWith("/oauth/")) {
            return accounts.answer(request);
        }
        if (product == null) {
            return Response.json(404, Map.of("code", "INVALID_URL_PATTERN", "message", "no such address"));
        }
        return product.unauthenticated(
                request.header("Authorization").orElse("").startsWith(SCHEME));
    }

    /** What is beyond a limit is refused at once; the rest counts as under way until it is answered. */
    private Reply limited(Authenticated known) throws InterruptedException {
        Product product = known.product();
        return switch (known.organisation().limits().admit(product.claims(known.request()))) {
            case Admission.Refused refused -> known.marked(product.throttled(refused));
            case Admission.Admitted admitted -> {
                try (admitted) {
                    yield known.marked(delayed(known.request(), known::answer));
                }
            }
        };
    }

    private Reply delayed(Request request, Service service) throws InterruptedException {
        Duration latency = faults.nextLatency();
        if (latency.isPositive()) {
            Thread.sleep(latency);
        }
        Optional<Effect> fault = faults.take(request.method(), request.path());
        return fault.isEmpty() ? service.serve() : misbehave(fault.get(), service);
    }

    private static Reply misbehave(Effect effect, Service service) throws InterruptedException {
        return switch (effect) {
            case Effect.Answer answer -> {
                commit(answer.afterCommit(), service);
                yield response(answer);
            }
            case Effect.Truncate _ -> {
                Response whole = service.serve();
                yield whole.withBody(Arrays.copyOf(whole.body(), whole.body().length / 2));
            }
            case Effect.Delay delay -> {
                Thread.sleep(delay.by());
                yield service.serve();
            }
            case Effect.Reset reset -> {
                commit(reset.afterCommit(), service);
                yield new Reply.Reset();
            }
            case Effect.Silence silence -> {
                commit(silence.afterCommit(), service);
                yield new Reply.Silence();
            }
        };
    }

    /** Carries a request out although its answer will be lost. */
    private static void commit(boolean wanted, Service service) {
        if (wanted) {
            service.serve();
        }
    }

    private static Response response(Effect.Answer answer) {
        List<Reply.Header> headers = new ArrayList<>();
        answer.headers().forEach((name, value) -> headers.add(new Reply.Header(name, value)));
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        return new Response(answer.status(), answer.contentType(), body, headers);
    }
}
