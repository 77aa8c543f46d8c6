package dev.sluice.sandbox.secrets;

import dev.sluice.sandbox.zoho.http.Handler;
import dev.sluice.sandbox.zoho.http.Json;
import dev.sluice.sandbox.zoho.http.Reply;
import dev.sluice.sandbox.zoho.http.Request;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Secrets Manager's protocol: POST to one address, the operation in a header, JSON 1.1 both ways. */
final class SecretsApi implements Handler {
    private static final String TARGET = "secretsmanager.";
    private static final String KEY = "Credential=" + SecretsManagerDouble.ACCESS_KEY_ID + "/";

    private final SecretStore store;
    private final Map<String, Integer> asked = new ConcurrentHashMap<>();
    private final Map<String, Ordered> ordered = new ConcurrentHashMap<>();

    private record Ordered(Refusal refusal, int times) {}

    SecretsApi(SecretStore store) {
        this.store = store;
    }

    void put(String name, String value) {
        var token = UUID.randomUUID().toString();
        try {
            store.put(name, value, token, List.of(StoredSecret.CURRENT));
        } catch (Refused unknown) {
            store.create(name, value, token);
        }
    }

    void refuse(String operation, Refusal refusal, int times) {
        ordered.put(operation, new Ordered(refusal, times));
    }

    Map<String, Integer> asked() {
        return Map.copyOf(asked);
    }

    @Override
    public Reply handle(Request request) {
        var target = request.header("X-Amz-Target").orElse("");
        try {
            if (!request.method().equals("POST") || !target.startsWith(TARGET)) {
                throw new Refused(Refusal.unknownOperation());
            }
            var operation = target.substring(TARGET.length());
            asked.merge(operation, 1, Integer::sum);
            authenticate(request.header("Authorization").orElse(""));
            refuseIfOrdered(operation);
            return answer(200, perform(operation, Json.read(request.body())));
        } catch (Refused e) {
            return answer(
                    e.refusal().status(),
                    Map.of("__type", e.refusal().type(), "Message", e.refusal().message()));
        } catch (JacksonException e) {
            return answer(400, Map.of("__type", "SerializationException", "Message", "not JSON"));
        }
    }

    private static void authenticate(String authorization) {
        if (authorization.isEmpty()) {
            throw new Refused(Refusal.noKey());
        }
        if (!authorization.contains(KEY)) {
            throw new Refused(Refusal.unknownKey());
        }
    }

    private void refuseIfOrdered(String operation) {
        var one = ordered.get(operation);
        if (one != null) {
            ordered.computeIfPresent(
                    operation, (_, left) -> left.times() > 1 ? new Ordered(left.refusal(), left.times() - 1) : null);
            throw new Refused(one.refusal());
        }
    }

    private Map<String, Object> perform(String operation, JsonNode body) {
        return switch (operation) {
            case "CreateSecret" ->
                written(store.create(required(body, "Name"), required(body, "SecretString"), token(body)));
            case "PutSecretValue" ->
                written(store.put(
                        required(body, "SecretId"), required(body, "SecretString"), token(body), stages(body)));
            case "GetSecretValue" ->
                read(store.get(required(body, "SecretId"), text(body, "VersionId"), text(body, "VersionStage")));
            case "DescribeSecret" -> described(store.describe(required(body, "SecretId")));
            case "UpdateSecretVersionStage" ->
                described(store.moveStage(
                        required(body, "SecretId"),
                        required(body, "VersionStage"),
                        text(body, "RemoveFromVersionId"),
                        text(body, "MoveToVersionId")));
            default -> throw new Refused(Refusal.unknownOperation());
        };
    }

    private static Map<String, Object> written(SecretStore.Found version) {
        return Map.of(
                "ARN", version.arn(),
                "Name", version.name(),
                "VersionId", version.versionId(),
                "VersionStages", version.stages());
    }

    private static Map<String, Object> read(SecretStore.Found version) {
        var body = new LinkedHashMap<String, Object>(written(version));
        body.put("SecretString", version.value());
        body.put("CreatedDate", seconds(version.created()));
        return body;
    }

    private static Map<String, Object> described(SecretStore.Described secret) {
        return Map.of(
                "ARN", secret.arn(),
                "Name", secret.name(),
                "CreatedDate", seconds(secret.created()),
                "LastChangedDate", seconds(secret.changed()),
                "VersionIdsToStages", secret.stages());
    }

    private static BigDecimal seconds(Instant instant) {
        return BigDecimal.valueOf(instant.toEpochMilli(), 3);
    }

    private static String required(JsonNode body, String field) {
        var value = text(body, field);
        if (value == null) {
            throw new Refused(Refusal.invalid("You must provide a value for the " + field + " parameter."));
        }
        return value;
    }

    private static @Nullable String text(JsonNode body, String field) {
        var value = body.path(field);
        return value.isString() && !value.stringValue().isEmpty() ? value.stringValue() : null;
    }

    private static String token(JsonNode body) {
        var token = text(body, "ClientRequestToken");
        return token == null ? UUID.randomUUID().toString() : token;
    }

    private static List<String> stages(JsonNode body) {
        var stages =
                body.path("VersionStages").valueStream().map(JsonNode::asString).toList();
        return stages.isEmpty() ? List.of(StoredSecret.CURRENT) : stages;
    }

    private static Reply answer(int status, Object body) {
        return new Reply.Response(
                status,
                "application/x-amz-json-1.1",
                Json.write(body),
                List.of(new Reply.Header("x-amzn-RequestId", UUID.randomUUID().toString())));
    }
}
