package dev.sluice.sandbox.zoho;

import dev.sluice.sandbox.zoho.control.ControlApi;
import dev.sluice.sandbox.zoho.fault.Effect;
import dev.sluice.sandbox.zoho.fault.Faults;
import dev.sluice.sandbox.zoho.http.Handler;
import dev.sluice.sandbox.zoho.http.Reply;
import dev.sluice.sandbox.zoho.http.Reply.Response;
import dev.sluice.sandbox.zoho.http.Request;
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

/** Where every request arrives: it is delayed, made to fail if that was ordered, authenticated, answered and logged. */
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

    @Override
    public Reply handle(Request request) throws InterruptedException {
        if (request.path().startsWith(ControlApi.PREFIX)) {
            return control.answer(request);
        }
        Instant arrived = clock.instant();
        Duration latency = faults.latency();
        if (latency.isPositive()) {
            Thread.sleep(latency);
        }
        Optional<Effect> fault = faults.take(request.method(), request.path());
        Reply reply = fault.isEmpty() ? serve(request) : misbehave(fault.get(), request);
        int status = reply instanceof Response response ? response.status() : 0;
        log.add(new SeenRequest(request.method(), request.path(), Secrets.hidden(request.query()), status, arrived));
        return reply;
    }

    private Response serve(Request request) {
        if (request.path().startsWith("/oauth/")) {
            return accounts.answer(request);
        }
        Optional<Product> product = Product.of(request.path());
        if (product.isEmpty()) {
            return Response.json(404, Map.of("code", "INVALID_URL_PATTERN", "message", "no such address"));
        }
        String authorization = request.header("Authorization").orElse("");
        boolean tokenGiven = authorization.startsWith(SCHEME);
        Optional<AccessToken> token =
                tokenGiven ? accounts.find(authorization.substring(SCHEME.length())) : Optional.empty();
        Organisation organisation = token.map(
                        alive -> organisations.get(alive.client().organisation()))
                .orElse(null);
        return organisation == null
                ? product.get().unauthenticated(tokenGiven)
                : product.get().answer(organisation, request);
    }

    private Reply misbehave(Effect effect, Request request) throws InterruptedException {
        return switch (effect) {
            case Effect.Answer answer -> {
                commit(answer.afterCommit(), request);
                yield response(answer);
            }
            case Effect.Truncate _ -> {
                Response whole = serve(request);
                yield whole.withBody(Arrays.copyOf(whole.body(), whole.body().length / 2));
            }
            case Effect.Delay delay -> {
                Thread.sleep(delay.by());
                yield serve(request);
            }
            case Effect.Reset reset -> {
                commit(reset.afterCommit(), request);
                yield new Reply.Reset();
            }
            case Effect.Silence silence -> {
                commit(silence.afterCommit(), request);
                yield new Reply.Silence();
            }
        };
    }

    /** Carries a request out although its answer will be lost. */
    private void commit(boolean wanted, Request request) {
        if (wanted) {
            serve(request);
        }
    }

    private static Response response(Effect.Answer answer) {
        List<Reply.Header> headers = new ArrayList<>();
        answer.headers().forEach((name, value) -> headers.add(new Reply.Header(name, value)));
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        return new Response(answer.status(), answer.contentType(), body, headers);
    }
}
