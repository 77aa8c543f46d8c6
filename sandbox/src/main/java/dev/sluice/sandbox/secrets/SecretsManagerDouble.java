package dev.sluice.sandbox.secrets;

import dev.sluice.sandbox.zoho.http.HttpServer;
import java.net.URI;
import java.time.InstantSource;
import java.util.Map;

/** AWS Secrets Manager on this machine: secrets with versions and stages, and refusals to order. */
public final class SecretsManagerDouble implements AutoCloseable {
    public static final String REGION = "ap-southeast-2";
    public static final String ACCESS_KEY_ID = "AKIASLUICESANDBOX000";
    public static final String SECRET_ACCESS_KEY = "sluice-sandbox-secret-access-key";

    private final HttpServer server;
    private final SecretsApi api;

    private SecretsManagerDouble(HttpServer server, SecretsApi api) {
        this.server = server;
        this.api = api;
    }

    /** Listens on that port of the loopback; 0 lets the system choose one. */
    public static SecretsManagerDouble start(int port, InstantSource clock) {
        var api = new SecretsApi(new SecretStore(REGION, clock));
        return new SecretsManagerDouble(HttpServer.start(port, api), api);
    }

    public URI url() {
        return server.url();
    }

    /** Makes a secret, or a new current version of it, as an administrator would at the console. */
    public void put(String name, String value) {
        api.put(name, value);
    }

    /** Refuses the next requests for an operation, such as {@code GetSecretValue}. */
    public void refuse(String operation, Refusal refusal, int times) {
        api.refuse(operation, refusal, times);
    }

    /** How often an operation was asked for, refused or not. */
    public Map<String, Integer> asked() {
        return api.asked();
    }

    @Override
    public void close() {
        server.close();
    }
}
