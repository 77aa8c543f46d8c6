package dev.sluice.sandbox.zoho;

import dev.sluice.sandbox.zoho.http.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A client of the double, as plain as can be: it says what it got. */
public final class Caller implements AutoCloseable {

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI url;
    private @Nullable String token;

    private Caller(URI url) {
        this.url = url;
    }

    public static Caller anonymous(ZohoDouble zoho) {
        return anonymous(zoho.url());
    }

    public static Caller anonymous(URI url) {
        return new Caller(url);
    }

    /** One that has fetched an access token. */
    public static Caller of(ZohoDouble zoho) {
        return of(zoho, zoho.account());
    }

    public static Caller of(ZohoDouble zoho, ZohoAccount account) {
        return of(zoho.url(), account);
    }

    public static Caller of(ZohoOrganisation organisation) {
        return of(organisation.url(), organisation.account());
    }

    private static Caller of(URI url, ZohoAccount account) {
        Caller caller = new Caller(url);
        caller.token = caller.form("/oauth/v2/token", refresh(account))
                .json()
                .path("access_token")
                .asString();
        return caller;
    }

    /** One whose token is good for just these scopes. */
    public static Caller withScopes(ZohoDouble zoho, Collection<String> scopes) {
        Caller caller = new Caller(zoho.url());
        caller.token = caller.form("/oauth/v2/token", exchange(zoho.account(), zoho.authorizationCode(scopes)))
                .json()
                .path("access_token")
                .asString();
        return caller;
    }

    public static String exchange(ZohoAccount account, String code) {
        return "grant_type=authorization_code&client_id=" + account.clientId() + "&client_secret="
                + account.clientSecret() + "&code=" + code;
    }

    public static String refresh(ZohoAccount account) {
        return "grant_type=refresh_token&client_id=" + account.clientId() + "&client_secret=" + account.clientSecret()
                + "&refresh_token=" + account.refreshToken();
    }

    /** The same with the same token, at another address. */
    public Caller at(URI other) {
        Caller caller = new Caller(other);
        caller.token = token;
        return caller;
    }

    public Caller withToken(@Nullable String other) {
        Caller caller = new Caller(url);
        caller.token = other;
        return caller;
    }

    public record Answer(int status, String body, HttpResponse<String> response) {

        public JsonNode json() {
            return Json.read(body.getBytes(StandardCharsets.UTF_8));
        }
    }

    public Answer get(String path) {
        return send(request(path).GET());
    }

    public Answer post(String path, String json) {
        return send(request(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(json)));
    }

    public Answer put(String path, String json) {
        return send(request(path).PUT(BodyPublishers.ofString(json)));
    }

    public Answer delete(String path) {
        return send(request(path).DELETE());
    }

    public Answer form(String path, String form) {
        return send(request(path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form)));
    }

    public Answer coql(String query) {
        return post("/crm/v8/coql", new String(Json.write(Map.of("select_query", query)), StandardCharsets.UTF_8));
    }

    public HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(url.resolve(path)).timeout(Duration.ofSeconds(10));
        if (token != null) {
            request.header("Authorization", "Zoho-oauthtoken " + token);
        }
        return request;
    }

    public Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.body(), response);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public static String encode(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        http.close();
    }
}
