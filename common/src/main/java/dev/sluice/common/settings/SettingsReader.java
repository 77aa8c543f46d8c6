package dev.sluice.common.settings;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Reads a program's settings and gathers every problem on the way, so that one start tells all of them.
 * Each typed reader answers with the default when the value is wrong; {@link #finish} then refuses the whole.
 */
public final class SettingsReader {
    private static final Pattern SHORT_DURATION = Pattern.compile("(\\d{1,9})\\s*(ms|s|m|h|d)");

    private final SettingsSource source;
    private final Set<String> known = new TreeSet<>();
    private final List<String> problems = new ArrayList<>();

    public SettingsReader(SettingsSource source) {
        this.source = source;
    }

    public String string(String key, String otherwise) {
        return read(key, otherwise, "text", text -> text);
    }

    /** A value that must be given. */
    public String required(String key, String whatItIs) {
        var value = find(key);
        if (value.isEmpty()) {
            problems.add(key + " is missing: " + whatItIs);
        }
        return value.orElse("");
    }

    public Optional<String> optional(String key) {
        return find(key);
    }

    public Optional<Secret> secret(String key) {
        return find(key).map(Secret::new);
    }

    public Optional<Path> path(String key) {
        return find(key).map(Path::of);
    }

    public Optional<URI> uri(String key) {
        var value = find(key);
        try {
            var uri = value.map(URI::create);
            if (uri.isPresent() && (uri.get().getHost() == null || uri.get().getScheme() == null)) {
                problems.add(key + " is '" + value.get() + "', expected an absolute URL such as https://host:port");
                return Optional.empty();
            }
            return uri;
        } catch (IllegalArgumentException e) {
            problems.add(key + " is '" + value.orElse("") + "', expected a URL such as https://host:port");
            return Optional.empty();
        }
    }

    public boolean flag(String key, boolean otherwise) {
        return read(key, otherwise, "true or false", text -> switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException(text);
        });
    }

    public int integer(String key, int otherwise, int least, int most) {
        return read(key, otherwise, "a whole number from " + least + " to " + most, text -> {
            int number = Integer.parseInt(text);
            if (number < least || number > most) {
                throw new IllegalArgumentException(text);
            }
            return number;
        });
    }

    /** A length of time, as {@code 250ms}, {@code 45s}, {@code 10m}, {@code 24h}, {@code 30d} or ISO-8601. */
    public Duration duration(String key, Duration otherwise) {
        return read(key, otherwise, "a length of time such as 250ms, 45s, 10m or 24h", SettingsReader::parseDuration);
    }

    public List<String> list(String key, List<String> otherwise) {
        return read(
                key,
                otherwise,
                "values with commas between them",
                text -> Pattern.compile("\\s*,\\s*")
                        .splitAsStream(text.strip())
                        .filter(part -> !part.isEmpty())
                        .toList());
    }

    /** Tells of a problem that only the caller can see, such as two settings that contradict each other. */
    public void problem(String description) {
        problems.add(description);
    }

    /**
     * Ends the reading.
     *
     * @throws InvalidSettings when any value was wrong or missing, or a key was given that nobody read
     */
    public void finish() {
        finishBut(List.of());
    }

    /**
     * Ends the reading where some keys are for others.
     *
     * @param areas what the keys that are for others begin with, as {@code zoho.}
     * @throws InvalidSettings when any value was wrong or missing, or another key was given that nobody read
     */
    public void finishBut(List<String> areas) {
        for (var key : source.unknown(known, areas)) {
            problems.add(key + " is not a setting" + NearMiss.question(key, known));
        }
        refuseProblems();
    }

    /**
     * Ends the reading of a part of the settings, of which the other keys are for somebody else.
     *
     * @throws InvalidSettings when any value was wrong or missing
     */
    public void refuseProblems() {
        if (!problems.isEmpty()) {
            throw new InvalidSettings(problems);
        }
    }

    /** What was wrong or missing so far, for whoever tells of it at once; from here on it is as if all were well. */
    public List<String> takeProblems() {
        var taken = List.copyOf(problems);
        problems.clear();
        return taken;
    }

    public static Duration parseDuration(String text) {
        var match = SHORT_DURATION.matcher(text.strip());
        if (!match.matches()) {
            return Duration.parse(text.strip());
        }
        long amount = Long.parseLong(match.group(1));
        return switch (match.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            default -> Duration.ofDays(amount);
        };
    }

    private <T> T read(String key, T otherwise, String expected, Function<String, T> parse) {
        var value = find(key);
        if (value.isEmpty()) {
            return otherwise;
        }
        try {
            return parse.apply(value.get().strip());
        } catch (IllegalArgumentException | DateTimeParseException e) {
            problems.add(key + " is '" + value.get() + "', expected " + expected);
            return otherwise;
        }
    }

    private Optional<String> find(String key) {
        known.add(key);
        return source.find(key).filter(value -> !value.isBlank());
    }
}
