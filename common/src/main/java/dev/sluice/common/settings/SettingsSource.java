package dev.sluice.common.settings;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Where settings come from, the first that has a key winning: {@code --set key=value}, the environment
 * ({@code SLUICE_HTTP_PORT} for {@code http.port}, a dot or a dash written as an underscore), a properties file.
 */
public final class SettingsSource {
    private static final String PREFIX = "SLUICE_";

    private final Map<String, String> assigned;
    private final Map<String, String> environment;
    private final Map<String, String> file;

    private SettingsSource(Map<String, String> assigned, Map<String, String> environment, Map<String, String> file) {
        this.assigned = assigned;
        this.environment = environment;
        this.file = file;
    }

    public static SettingsSource of(Map<String, String> values) {
        return new SettingsSource(new TreeMap<>(values), Map.of(), Map.of());
    }

    /**
     * Gathers the values.
     *
     * @param file a properties file, when one was named
     * @param environment usually {@link System#getenv()}
     * @param assignments each {@code key=value}
     * @throws InvalidSettings when the file cannot be read or an assignment has no {@code =}
     */
    public static SettingsSource gather(
            Optional<Path> file, Map<String, String> environment, List<String> assignments) {
        var problems = new ArrayList<String>();
        var assigned = new TreeMap<String, String>();
        for (var assignment : assignments) {
            int equals = assignment.indexOf('=');
            if (equals < 1) {
                problems.add("an assignment is not of the form key=value");
            } else {
                assigned.put(assignment.substring(0, equals).strip(), assignment.substring(equals + 1));
            }
        }
        var fromEnvironment = new TreeMap<String, String>();
        environment.forEach((name, value) -> {
            if (name.startsWith(PREFIX)) {
                fromEnvironment.put(name, value);
            }
        });
        var fromFile = file.map(path -> readFile(path, problems)).orElse(Map.of());
        if (!problems.isEmpty()) {
            throw new InvalidSettings(problems);
        }
        return new SettingsSource(assigned, fromEnvironment, fromFile);
    }

    Optional<String> find(String key) {
        var value = assigned.get(key);
        if (value == null) {
            value = environment.get(environmentName(key));
        }
        return Optional.ofNullable(value == null ? file.get(key) : value);
    }

    /** What was given, each by the name it was given under, that is none of the known keys and of no such area. */
    Set<String> unknown(Set<String> knownKeys, List<String> areas) {
        var unknown = new TreeSet<>(file.keySet());
        unknown.addAll(assigned.keySet());
        unknown.removeAll(knownKeys);
        var strangers = new TreeSet<>(environment.keySet());
        knownKeys.forEach(key -> strangers.remove(environmentName(key)));
        unknown.addAll(strangers);
        unknown.removeIf(
                key -> areas.stream().anyMatch(area -> key.startsWith(area) || key.startsWith(environmentName(area))));
        return unknown;
    }

    private static String environmentName(String key) {
        return PREFIX + key.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
    }

    private static Map<String, String> readFile(Path path, List<String> problems) {
        var properties = new Properties();
        try {
            properties.load(new StringReader(Files.readString(path)));
        } catch (IOException | IllegalArgumentException e) {
            problems.add("the settings file " + path + " cannot be read: " + e.getMessage());
        }
        var values = new TreeMap<String, String>();
        properties.stringPropertyNames().forEach(name -> values.put(name, properties.getProperty(name)));
        return values;
    }
}
