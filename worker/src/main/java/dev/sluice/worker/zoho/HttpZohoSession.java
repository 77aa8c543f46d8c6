package dev.sluice.worker.zoho;

import dev.sluice.common.audit.SentRequest;
import dev.sluice.common.audit.ZohoUse;
import dev.sluice.common.call.CallStatus;
import dev.sluice.common.json.Json;
import dev.sluice.worker.credential.AccessToken;
import dev.sluice.worker.progress.OpenCall;
import dev.sluice.worker.quota.Admission;
import dev.sluice.worker.quota.Charge;
import dev.sluice.worker.quota.Claim;
import dev.sluice.worker.quota.Outlook;
import dev.sluice.worker.quota.Permit;
import dev.sluice.worker.quota.Permits;
import dev.sluice.worker.quota.Watcher;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A session over HTTP. All that is known about when to send, wait and try again is here:
 *
 * <ul>
 *   <li>each request needs a permit, spent as its first byte leaves; one that Zoho refused for lack of quota was not
 *       carried out and waits for another permit while there is time, writes too;
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
    private final Permits permits;
    private final Claim claim;
    private final AtomicReference<@Nullable Permit> turn = new AtomicReference<>();
    private final AtomicInteger requests = new AtomicInteger();
    private final LongAdder waitedNanos = new LongAdder();
    private final Queue<SentRequest> sent = new ConcurrentLinkedQueue<>();

    HttpZohoSession(
            ZohoConnection connection,
            ZohoTransport transport,
            ZohoSettings settings,
            InstantSource clock,
            Instant deadline,
            Permits permits,
            Claim claim) {
        this.connection = connection;
        this.transport = transport;
        this.settings = settings;
        this.clock = clock;
        this.deadline = deadline;
        this.permits = permits;
        this.claim = claim;
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

    /** What is known of the organisation, or else found out. */
    <T> T learnt(Learnt.Subject<T> subject, Supplier<T> lookUp) {
        return connection.learnt().of(subject, deadline, lookUp);
    }

    @Override
    public int requests() {
        return requests.get();
    }

    @Override
    public ZohoUse use() {
        // Less than a millisecond is no waiting.
        return new ZohoUse(Duration.ofMillis(TimeUnit.NANOSECONDS.toMillis(waitedNanos.sum())), List.copyOf(sent));
    }

    @Override
    public Turn turnToWrite() {
        // What is written today is written to CRM; a write elsewhere waits for its turn when it is sent.
        timeLeft(Api.CRM);
        turn.set(permit(Api.CRM, Charge.CRM_WRITE));
        if (Thread.currentThread().isInterrupted()) {
            // Given back or cancelled as the permit came: nothing is begun.
            Optional.ofNullable(turn.getAndSet(null)).ifPresent(Permit::close);
            throw ZohoFailures.stopped();
        }
        return () -> Optional.ofNullable(turn.getAndSet(null)).ifPresent(Permit::close);
    }

    /** Looks. */
    ZohoReply get(Api api, String pathAndQuery, ReplyReader reader) {
        var charge = Charges.of(api, ZohoRequest.Method.GET, pathAndQuery, null);
        return look(new Question(api, ZohoRequest.Method.GET, pathAndQuery, null, reader, charge));
    }

    /** Looks by way of a POST, which for Zoho's queries changes nothing. */
    ZohoReply query(Api api, String path, JsonNode body, ReplyReader reader) {
        var charge = Charges.of(api, ZohoRequest.Method.POST, path, body);
        return look(new Question(api, ZohoRequest.Method.POST, path, json(body), reader, charge));
    }

    /** Writes: sent once, and never again. */
    ZohoReply write(Api api, String path, JsonNode body, ReplyReader reader) {
        var charge = Charges.of(api, ZohoRequest.Method.POST, path, body);
        var question = new Question(api, ZohoRequest.Method.POST, path, json(body), reader, charge);
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
        while (true) {
            timeLeft(question.api());
            try (var permit = permit(question)) {
                OpenCall.tell(new CallStatus.AskingZoho());
                var departure = new Departure(permit);
                var attempt = send(question, token, permit, departure);
                if (!departure.refused()
                        && !(attempt instanceof Attempt.Replied(ZohoReply.Throttled throttled)
                                && waitsAgain(permit, throttled))) {
                    return attempt;
                }
            }
        }
    }

    private Attempt send(Question question, AccessToken token, Permit permit, Departure departure) {
        var request = new ZohoRequest(
                question.method(),
                Urls.resolve(connection.base(question.api(), token), question.pathAndQuery()),
                token.value(),
                question.body());
        var exchange = transport.send(request, timeLeft(question.api()), departure);
        departure.sent(question, exchange).ifPresent(sent::add);
        return switch (exchange) {
            case Exchange.Answered answer -> {
                var reply = question.reader().read(answer, clock.instant());
                credits(answer).ifPresent(permit::remaining);
                if (!(reply instanceof ZohoReply.Throttled)) {
                    permit.completed();
                }
                yield new Attempt.Replied(reply);
            }
            case Exchange.NotSent notSent -> new Attempt.NotSent(notSent.why());
            case Exchange.Unanswered unanswered -> new Attempt.Unanswered(unanswered.why());
        };
    }

    private Permit permit(Question question) {
        if (question.charge().equals(Charge.CRM_WRITE)) {
            var kept = turn.getAndSet(null);
            if (kept != null) {
                return kept;
            }
        }
        return permit(question.api(), question.charge());
    }

    private Permit permit(Api api, String charge) {
        var name = connection.settings().name();
        long asked = System.nanoTime();
        var admission = permits.acquire(name, charge, claim, deadline, HttpZohoSession::watch);
        waitedNanos.add(System.nanoTime() - asked);
        return switch (admission) {
            case Admission.Admitted admitted -> admitted.permit();
            case Admission.UsedUp usedUp -> throw ZohoFailures.usedUp(usedUp.until(), api);
            case Admission.TooLate _ ->
                throw requests.get() == 0 ? ZohoFailures.noPermit(api) : ZohoFailures.outOfTime(api);
            case Admission.Stopped _ -> throw ZohoFailures.stopped();
        };
    }

    private static Watcher.Wait watch(Supplier<Outlook> outlook) {
        return OpenCall.waits(() -> {
            var now = outlook.get();
            return new CallStatus.WaitingForQuota(now.until(), now.position());
        })::close;
    }

    /** Whether the request, which was refused for lack of quota, is to wait for another permit. */
    private boolean waitsAgain(Permit permit, ZohoReply.Throttled throttled) {
        var now = clock.instant();
        var retryIn = Duration.between(now, throttled.retryAt());
        return permit.throttled(retryIn.isNegative() ? Duration.ZERO : retryIn, throttled.key())
                && throttled.retryAt().isBefore(deadline);
    }

    private static Optional<Long> credits(Exchange.Answered answer) {
        var header = answer.creditsRemaining();
        return header != null && header.strip().matches("\\d{1,15}")
                ? Optional.of(Long.parseLong(header.strip()))
                : Optional.empty();
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
            ReplyReader reader,
            String charge) {}

    /** The moment a request leaves: its permit is spent then, and it counts. */
    private final class Departure implements BooleanSupplier {
        private final Permit permit;
        private boolean refused;
        private boolean left;
        private long leftNanos;

        Departure(Permit permit) {
            this.permit = permit;
        }

        @Override
        public boolean getAsBoolean() {
            refused = !permit.spend();
            left = !refused;
            leftNanos = System.nanoTime();
            if (left) {
                requests.incrementAndGet();
            }
            return left;
        }

        boolean refused() {
            return refused;
        }

        /** What is told of the request, if it left. */
        Optional<SentRequest> sent(Question question, Exchange ended) {
            var status = switch (ended) {
                case Exchange.Answered answer -> String.valueOf(answer.status());
                case Exchange.NotSent _ -> "not_sent";
                case Exchange.Unanswered _ -> "unanswered";
            };
            return left
                    ? Optional.of(new SentRequest(
                            question.api().word(),
                            Operation.of(question.method(), question.pathAndQuery()),
                            status,
                            Charge.named(question.charge()).cost(),
                            Duration.ofNanos(System.nanoTime() - leftNanos)))
                    : Optional.empty();
        }
    }

    /** How one sending ended, before it is known whether that matters more to a look or to a write. */
    private sealed interface Attempt {
        record Replied(ZohoReply reply) implements Attempt {}

        record NotSent(String why) implements Attempt {}

        record Unanswered(String why) implements Attempt {}
    }
}
