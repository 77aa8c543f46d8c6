package dev.sluice.common.call;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.NoArgGenerator;
import java.util.regex.Pattern;

/** Names one tool call everywhere it goes: a UUIDv7, so that ids sort by the time they were made. */
public record CallId(@JsonValue String value) {
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9-]{8,64}");
    private static final NoArgGenerator GENERATOR = Generators.timeBasedEpochGenerator();

    @JsonCreator
    public CallId {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("a call id has 8 to 64 letters, digits and dashes");
        }
    }

    public static CallId next() {
        return new CallId(GENERATOR.generate().toString());
    }

    @Override
    public String toString() {
        return value;
    }
}
