package dev.sluice.gateway.access;

import java.nio.file.Path;
import java.util.List;

/** What became of a change of the policy file, for whoever must hear of it. Policies are named by their SHA-256. */
public sealed interface PolicyReload {

    /** This policy counts from now on. */
    record Replaced(Path file, String before, String now, AccessPolicy policy) implements PolicyReload {}

    /** The new one has these problems; the old one still counts. */
    record Kept(Path file, String now, String refused, List<String> problems) implements PolicyReload {
        public Kept {
            problems = List.copyOf(problems);
        }
    }
}
