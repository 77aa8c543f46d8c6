package dev.sluice.sandbox.secrets;

import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** All secrets of one account in one region. Guarded by itself. */
final class SecretStore {
    private static final String ACCOUNT = "000000000000";
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9/_+=.@-]{1,512}");

    private final String region;
    private final InstantSource clock;
    private final Map<String, StoredSecret> secrets = new LinkedHashMap<>();

    SecretStore(String region, InstantSource clock) {
        this.region = region;
        this.clock = clock;
    }

    /** A version of a secret, as it was when it was asked for. */
    record Found(String arn, String name, String versionId, String value, List<String> stages, Instant created) {}

    /** A secret, as it was when it was asked for. */
    record Described(String arn, String name, Instant created, Instant changed, Map<String, List<String>> stages) {}

    synchronized Found create(String name, String value, String token) {
        if (!NAME.matcher(name).matches()) {
            throw new Refused(Refusal.invalid("Invalid name. Must be a valid name containing alphanumeric characters,"
                    + " or any of the following: -/_+=.@!"));
        }
        var known = secrets.get(name);
        if (known != null) {
            var version = known.versions().get(token);
            if (version == null || !version.value().equals(value)) {
                throw new Refused(
                        Refusal.exists("The operation failed because the secret " + name + " already exists."));
            }
            return found(known, version);
        }
        var secret = new StoredSecret(name, arn(name), clock.instant());
        secrets.put(name, secret);
        return found(secret, secret.put(token, value, List.of(StoredSecret.CURRENT), clock.instant()));
    }

    synchronized Found put(String id, String value, String token, List<String> stages) {
        var secret = secret(id);
        return found(secret, secret.put(token, value, stages, clock.instant()));
    }

    synchronized Found get(String id, @Nullable String versionId, @Nullable String stage) {
        var secret = secret(id);
        if (versionId == null) {
            var wanted = stage == null ? StoredSecret.CURRENT : stage;
            return found(
                    secret,
                    secret.at(wanted)
                            .orElseThrow(() -> new Refused(Refusal.notFound(" value for staging label: " + wanted))));
        }
        return found(
                secret,
                Optional.ofNullable(secret.versions().get(versionId))
                        .filter(version -> stage == null || version.stages().contains(stage))
                        .orElseThrow(() -> new Refused(Refusal.notFound(" value for VersionId: " + versionId))));
    }

    synchronized Described describe(String id) {
        var secret = secret(id);
        var stages = new LinkedHashMap<String, List<String>>();
        secret.versions().values().stream()
                .filter(version -> !version.stages().isEmpty())
                .forEach(version -> stages.put(version.id(), List.copyOf(version.stages())));
        return new Described(secret.arn(), secret.name(), secret.created(), secret.changed(), stages);
    }

    synchronized Described moveStage(String id, String stage, @Nullable String from, @Nullable String to) {
        var secret = secret(id);
        var holder = secret.at(stage);
        if (holder.isPresent()
                && to != null
                && !holder.get().id().equals(from)
                && !holder.get().id().equals(to)) {
            throw new Refused(Refusal.invalid("The parameter RemoveFromVersionId can't be empty. Staging label " + stage
                    + " is currently attached to version " + holder.get().id()
                    + ", so you must explicitly reference that version in RemoveFromVersionId."));
        }
        if (to == null) {
            if (stage.equals(StoredSecret.CURRENT)) {
                throw new Refused(
                        Refusal.invalid("You can only move staging label AWSCURRENT to a different version."));
            }
            holder.filter(version -> version.id().equals(from))
                    .ifPresent(version -> version.stages().remove(stage));
        } else {
            var target = secret.versions().get(to);
            if (target == null) {
                throw new Refused(Refusal.notFound(" value for VersionId: " + to));
            }
            secret.move(stage, target);
        }
        return describe(id);
    }

    /** By its name, or by its ARN, with or without the six characters at its end. */
    private StoredSecret secret(String id) {
        return secrets.values().stream()
                .filter(secret -> secret.name().equals(id)
                        || secret.arn().equals(id)
                        || secret.arn().substring(0, secret.arn().length() - 7).equals(id))
                .findFirst()
                .orElseThrow(() -> new Refused(Refusal.notFound("")));
    }

    private String arn(String name) {
        var suffix = Integer.toString(36 * 36 * 36 * 36 * 36 + Math.floorMod(name.hashCode(), 60_000_000), 36);
        return "arn:aws:secretsmanager:" + region + ":" + ACCOUNT + ":secret:" + name + "-" + suffix;
    }

    private static Found found(StoredSecret secret, StoredSecret.Version version) {
        return new Found(
                secret.arn(),
                secret.name(),
                version.id(),
                version.value(),
                List.copyOf(version.stages()),
                version.created());
    }
}
