package dev.sluice.sandbox.stack;

import java.util.List;
import java.util.Optional;

/** An agent of a sandbox beside those that its policy always has. */
record SandboxAgent(String name, String role, List<String> connections, Optional<Line> line) {
    /** How it stands in line when quota is scarce. */
    record Line(String lane, int weight) {}

    SandboxAgent {
        connections = List.copyOf(connections);
    }

    /** One that looks after these organisations. */
    static SandboxAgent director(String name, List<String> connections) {
        return new SandboxAgent(name, "director", connections, Optional.empty());
    }

    /** As the policy has it, known by the key of this hash. */
    String entry(String hash) {
        return "  " + name + ":\n    role: " + role + "\n    connections: [" + String.join(", ", connections) + "]\n"
                + line.map(place -> "    lane: " + place.lane() + "\n    weight: " + place.weight() + "\n")
                        .orElse("")
                + "    keys: [\"" + hash + "\"]\n";
    }
}
