package dev.sluice.worker.zoho;

import dev.sluice.common.json.Json;
import dev.sluice.worker.credential.AccessToken;
import dev.sluice.worker.progress.OpenCall;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A session over HTTP. All that is known about when to send, wait and try again is here:
 *
 * <ul>
 *   <li>a request takes no longer than the hard timeout, nor than the call has left;
 *   <li>an access token that Zoho refuses is renewed once; the refused request was not carried out, so this holds for
 *       writes too;
 *   <li>a look that could not be had is tried at most twice more; a write never is: sent and unanswered, it is in doubt.
 * </ul>
 */
final class HttpZohoSession implements ZohoSession {
    private static final int MOST_RETRIES = 2;

    private final ZohoConnection connection;
    private final ZohoTransport transport;
    private final ZohoSettings settings;
    private final InstantSource clock;
    private final Instant deadline;
    private final AtomicInteger requests = new AtomicInteger();

    HttpZohoSession(
            ZohoConnection connection,
            ZohoTransport transport,
            ZohoSettings settings,
            InstantSource clock,
            Instant deadline) {
        this.connection = connection;
        this.transport = transport;
        this.settings = settings;
        this.clock = clock;
        this.deadline = deadline;
    }

    @Override
    public Crm crm() {
        return new Crm(this);
    }

    @Override
    public Books books() {
        return new Books(this, connection);
    }

    @Override
    public Projects projects() {
        return new Projects(this, connection.settings());
    }

    @Override
    public int requests() {
        return requests.get();
    }

    /** Looks. */
    ZohoReply get(Api api, String pathAndQuery, ReplyReader reader) {
        return look(new Question(api, ZohoRequest.Method.GET, pathAndQuery, null, reader));
    }

    /** Looks by way of a POST, which for Zoho's queries changes nothing. */
    ZohoReply query(Api api, String path, JsonNode body, ReplyReader reader) {
        return look(new Question(api, ZohoRequest.Method.POST, path, json(body), reader));
    }

    /** Writes: sent once, and never again. */
    ZohoReply write(Api api, String path, JsonNode body, ReplyReader reader) {
        var question = new Question(api, ZohoRequest.Method.POST, path, json(body), reader);
        if (!OpenCall.commitCurrent()) {
            throw ZohoFailures.cancelled();
        }
        return switch (attempt(question)) {
            case Attempt.Replied replied ->
                replied.reply() instanceof ZohoReply.Unavailable unavailable
                        ? new ZohoReply.InDoubt(unavailable.why())
                        : replied.reply();
            case Attempt.NotSent notSent -> new ZohoReply.Unavailable(notSent.why());
            case Attempt.Unanswered unanswered -> new ZohoReply.InDoubt(unanswered.why());
        };
    }

    private ZohoReply look(Question question) {
        for (int retries = 0; ; retries++) {
            var reply = switch (attempt(question)) {
                case Attempt.Replied replied -> replied.reply();
                case Attempt.NotSent notSent -> new ZohoReply.Unavailable(notSent.why());
                case Attempt.Unanswered unanswered -> new ZohoReply.Unavailable(unanswered.why());
            };
            if (!(reply instanceof ZohoReply.Unavailable) || retries == MOST_RETRIES || !paused(retries)) {
                return reply;
            }
        }
    }

    /** Sends once; and once more with a new token if Zoho did not take the first. */
    private Attempt attempt(Question question) {
        var token = connection.tokens().current(deadline);
        var first = send(question, token);
        if (first instanceof Attempt.Replied(ZohoReply.Unauthorised _)
                && connection.tokens().giveUp(token)) {
            return send(question, connection.tokens().current(deadline));
        }
        return first;
    }

    private Attempt send(Question question, AccessToken token) {
        var request = new ZohoRequest(
                question.method(),
                Urls.resolve(connection.base(question.api(), token), question.pathAndQuery()),
                token.value(),
                question.body());
        var timeout = timeLeft(question.api());
        requests.incrementAndGet();
        return switch (transport.send(request, timeout)) {
            case Exchange.Answered answer ->
                new Attempt.Replied(question.reader().read(answer, clock.instant()));
            case Exchange.NotSent notSent -> new Attempt.NotSent(notSent.why());
            case Exchange.Unanswered unanswered -> new Attempt.Unanswered(unanswered.why());
        };
    }

    private Duration timeLeft(Api api) {
        if (Thread.currentThread().isInterrupted()) {
            throw ZohoFailures.stopped();
        }
        var left = Duration.between(clock.instant(), deadline);
        if (!left.isPositive()) {
            throw requests.get() == 0 ? ZohoFailures.expired() : ZohoFailures.outOfTime(api);
        }
        return left.compareTo(settings.requestTimeout()) < 0 ? left : settings.requestTimeout();
    }

    /** Waits a random while, if there is time for it; random, so that many who failed together do not return together. */
    private boolean paused(int retries) {
        var most = settings.retryPause().multipliedBy(1L << retries);
        var pause = Duration.ofNanos(ThreadLocalRandom.current().nextLong(most.toNanos()) + 1);
        if (!clock.instant().plus(pause).isBefore(deadline)) {
            return false;
        }
        try {
            Thread.sleep(pause);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static ZohoRequest.Body json(JsonNode body) {
        return new ZohoRequest.Body("application/json", Json.bytes(body));
    }

    private record Question(
            Api api,
            ZohoRequest.Method method,
            String pathAndQuery,
            ZohoRequest.@Nullable Body body,
            ReplyReader reader) {}

    /** How one sending ended, before it is known whether that matters more to a look or to a write. */
    private sealed interface Attempt {
        record Replied(ZohoReply reply) implements Attempt {}

        record NotSent(String why) implements Attempt {}

        record Unanswered(String why) implements Attempt {}
    }
}
