package dev.sluice.gateway.access;

import dev.sluice.common.audit.AuditEvent;
import dev.sluice.common.audit.AuditTrail;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Tells the audit trail which policy a gateway follows, and in what it differs from the one before. */
public final class AuditedPolicies {
    private static final int MOST = 50;

    private final AuditTrail audit;
    private @Nullable String hash;
    private @Nullable SortedMap<String, String> lines;

    public AuditedPolicies(AuditTrail audit) {
        this.audit = audit;
    }

    /**
     * This policy is followed from now on.
     *
     * @param hashOfIt that of its text
     */
    public synchronized void follow(AccessPolicy policy, String hashOfIt) {
        var loaded =
                new AuditEvent.PolicyLoaded(hashOfIt, hash, lines == null ? List.of() : changes(lines, policy.lines()));
        hash = hashOfIt;
        lines = policy.lines();
        audit.tell(loaded);
    }

    /** The policy's file has changed: to one that counts from now on, or to one that does not. */
    public void reloaded(PolicyReload reload) {
        switch (reload) {
            case PolicyReload.Replaced replaced -> follow(replaced.policy(), replaced.now());
            case PolicyReload.Kept kept ->
                audit.tell(new AuditEvent.PolicyRefused(
                        kept.refused(), kept.now(), kept.problems().size()));
        }
    }

    private static List<String> changes(SortedMap<String, String> before, SortedMap<String, String> after) {
        var changes = new ArrayList<String>();
        var names = new TreeSet<>(before.keySet());
        names.addAll(after.keySet());
        for (var name : names) {
            var was = before.get(name);
            var is = after.get(name);
            if (was == null) {
                changes.add(name + " is new: " + is);
            } else if (is == null) {
                changes.add(name + " is gone: " + was);
            } else if (!was.equals(is)) {
                changes.add(name + ": " + is + "; before: " + was);
            }
        }
        int more = changes.size() - MOST;
        if (more > 0) {
            changes.subList(MOST, changes.size()).clear();
            changes.add("and " + more + " more");
        }
        return changes;
    }
}
