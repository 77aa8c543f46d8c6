package dev.sluice.sandbox.secrets;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** A secret with its versions; a stage is on one version at a time. Guarded by its store. */
final class StoredSecret {
    static final String CURRENT = "AWSCURRENT";
    static final String PREVIOUS = "AWSPREVIOUS";

    private final String name;
    private final String arn;
    private final Instant created;
    private final Map<String, Version> versions = new LinkedHashMap<>();
    private Instant changed;

    record Version(String id, String value, Instant created, Set<String> stages) {}

    StoredSecret(String name, String arn, Instant now) {
        this.name = name;
        this.arn = arn;
        this.created = now;
        this.changed = now;
    }

    String name() {
        return name;
    }

    String arn() {
        return arn;
    }

    Instant created() {
        return created;
    }

    Instant changed() {
        return changed;
    }

    Map<String, Version> versions() {
        return versions;
    }

    Optional<Version> at(String stage) {
        return versions.values().stream()
                .filter(version -> version.stages().contains(stage))
                .findFirst();
    }

    /** Adds a version; the same again changes nothing. */
    Version put(String id, String value, List<String> stages, Instant now) {
        var known = versions.get(id);
        if (known != null) {
            if (!known.value().equals(value)) {
                throw new Refused(Refusal.exists("You can't use ClientRequestToken " + id
                        + " because that value is already in use for a version of secret " + arn + "."));
            }
            return known;
        }
        var version = new Version(id, value, now, new TreeSet<>());
        versions.put(id, version);
        changed = now;
        stages.forEach(stage -> move(stage, version));
        return version;
    }

    /** Moves a stage, or takes it away; when the current one moves, the version it was on becomes the previous. */
    void move(String stage, Version to) {
        var from = at(stage);
        from.ifPresent(version -> version.stages().remove(stage));
        to.stages().add(stage);
        if (stage.equals(CURRENT)
                && from.filter(version -> !version.id().equals(to.id())).isPresent()) {
            at(PREVIOUS).ifPresent(version -> version.stages().remove(PREVIOUS));
            from.get().stages().add(PREVIOUS);
        }
    }
}
