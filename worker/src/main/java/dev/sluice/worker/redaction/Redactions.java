package dev.sluice.worker.redaction;

import dev.sluice.common.access.FieldRule;
import dev.sluice.common.access.FieldRules;
import dev.sluice.common.access.Grant;
import dev.sluice.common.call.CallFailed;
import dev.sluice.common.call.Failure;
import dev.sluice.common.catalog.ToolDefinition;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The redactions in use, each worked out once: there are about as many as roles and tools. */
public final class Redactions {
    private static final Logger log = LoggerFactory.getLogger(Redactions.class);

    /** Only policies that change all the time could make more of them. */
    private static final int MOST = 1_000;

    private final Optional<FieldHash> hash;
    private final Map<Key, Redaction> made = new ConcurrentHashMap<>();

    public Redactions(Optional<FieldHash> hash) {
        this.hash = hash;
    }

    private record Key(String tool, FieldRules rules) {}

    /**
     * How the answers of a tool are redacted under a grant.
     *
     * @throws CallFailed when the grant's rules are missing or not understood: then nothing is known to be allowed
     */
    public Redaction of(Grant grant, ToolDefinition tool) {
        var rules = grant.fields();
        if (rules == null) {
            throw unusable("has none");
        }
        var key = new Key(tool.name(), rules);
        var known = made.get(key);
        return known == null ? make(key, tool) : known;
    }

    private Redaction make(Key key, ToolDefinition tool) {
        try {
            var rules = key.rules().read();
            if (hash.isEmpty() && rules.values().stream().anyMatch(FieldRule.Hash.class::isInstance)) {
                log.atWarn()
                        .addKeyValue("tool", tool.name())
                        .log("the policy has fields hashed, and fields.hash-key is not set; they are dropped");
            }
            if (made.size() >= MOST) {
                made.clear();
            }
            return made.computeIfAbsent(key, _ -> Redaction.of(tool, rules, hash));
        } catch (IllegalArgumentException e) {
            throw unusable("has rules that this worker does not understand (" + e.getMessage() + ")");
        }
    }

    private static CallFailed unusable(String what) {
        return new CallFailed(new Failure.Defect("The call must say which fields may be told, and " + what
                + ", so it was not carried out; gateways and workers are of different versions. Tell the operator of"
                + " Sluice."));
    }
}
