package dev.sluice.worker.zoho;

import dev.sluice.common.settings.Secret;
import dev.sluice.worker.credential.DataCentre;
import dev.sluice.worker.credential.LocalTokenLog;
import dev.sluice.worker.credential.ZohoCredentials;
import dev.sluice.worker.quota.Permits;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;

/** Zoho in memory: it answers what a test told it to, the last answer for ever, and remembers what it was asked. */
public final class FakeZoho implements ZohoTransport {
    private static final String TOKEN = "POST /oauth/v2/token";

    private final Map<String, Queue<Exchange>> answers = new LinkedHashMap<>();
    private final Map<String, Exchange> queries = new LinkedHashMap<>();
    private final List<ZohoRequest> requests = new ArrayList<>();
    private int tokens;

    /** Answers a method and path, such as {@code GET /crm/v8/Contacts/1}, whatever the query. */
    public FakeZoho answering(String methodAndPath, int status, String body) {
        return ending(methodAndPath, answered(status, body));
    }

    /** Answers the COQL query that has these words in it; the first that was told of wins. */
    public synchronized FakeZoho answeringQuery(String words, int status, String body) {
        queries.putIfAbsent(words, answered(status, body));
        return this;
    }

    FakeZoho ending(String methodAndPath, Exchange how) {
        answers.computeIfAbsent(methodAndPath, _ -> new ArrayDeque<>()).add(how);
        return this;
    }

    static Exchange.Answered answered(int status, String body) {
        return new Exchange.Answered(status, body.getBytes(StandardCharsets.UTF_8), null, null);
    }

    /** Connections of which one, {@code main}, leads here. */
    public ZohoConnections connect(InstantSource clock) {
        return connect(clock, this);
    }

    static ZohoConnections connect(InstantSource clock, ZohoTransport transport) {
        return new ZohoConnections(
                settings(URI.create("http://zoho.example")),
                new LocalTokenLog(clock),
                Permits.unmetered(),
                clock,
                transport);
    }

    static ZohoSettings settings(URI address) {
        return settings(address, "s", "r");
    }

    static ZohoSettings settings(URI address, String clientSecret, String refreshToken) {
        var credentials =
                new ZohoCredentials("1000.id", new Secret(clientSecret), new Secret(refreshToken), DataCentre.AU);
        var connection = new ConnectionSettings(
                "main",
                DataCentre.AU,
                () -> credentials,
                null,
                "42",
                ZoneId.of("Australia/Sydney"),
                address,
                address,
                address,
                address);
        return new ZohoSettings(
                List.of(connection), Duration.ofSeconds(5), Duration.ofSeconds(2), 16, Duration.ofMillis(1));
    }

    /** What it was asked, requests for tokens left out. */
    public synchronized List<String> asked() {
        return requests.stream()
                .map(request -> request.method() + " " + request.uri().getPath())
                .toList();
    }

    /** The body of a request it got, by its number from 0. */
    public synchronized String body(int number) {
        var body = requests.get(number).body();
        return body == null ? "" : new String(body.bytes(), StandardCharsets.UTF_8);
    }

    /** The COQL queries it got. */
    public synchronized List<String> queries() {
        return requests.stream()
                .filter(request -> request.uri().getPath().endsWith("/coql"))
                .map(request -> {
                    var body = request.body();
                    return body == null ? "" : new String(body.bytes(), StandardCharsets.UTF_8);
                })
                .toList();
    }

    /** The query of a request it got, by its number from 0. */
    public synchronized String query(int number) {
        return requests.get(number).uri().getQuery();
    }

    synchronized List<ZohoRequest> requests() {
        return List.copyOf(requests);
    }

    synchronized int tokensIssued() {
        return tokens;
    }

    @Override
    public synchronized Exchange send(ZohoRequest request, Duration timeout) {
        var methodAndPath = request.method() + " " + request.uri().getPath();
        var queue = answers.get(methodAndPath);
        if (methodAndPath.equals(TOKEN)) {
            tokens++;
            if (queue == null) {
                return answered(200, "{\"access_token\":\"token-" + tokens + "\",\"expires_in\":3600}");
            }
        } else {
            requests.add(request);
        }
        if (methodAndPath.equals("POST /crm/v8/coql") && !queries.isEmpty()) {
            var query = body(requests.size() - 1);
            return queries.entrySet().stream()
                    .filter(told -> query.contains(told.getKey()))
                    .map(Map.Entry::getValue)
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("nobody told how to answer " + query));
        }
        if (queue == null) {
            return answered(
                    404,
                    "{\"code\":\"INVALID_URL_PATTERN\",\"details\":{},\"message\":\"Please check if the"
                            + " URL trying to access is a correct one\",\"status\":\"error\"}");
        }
        var next = queue.size() > 1 ? queue.poll() : queue.peek();
        return next == null ? new Exchange.NotSent("nothing to answer") : next;
    }

    @Override
    public void close() {}
}
