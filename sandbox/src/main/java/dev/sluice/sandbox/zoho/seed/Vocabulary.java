package dev.sluice.sandbox.zoho.seed;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The word lists data is made of: text files beside this class, an entry a line. */
final class Vocabulary {

    static final List<String> FIRST_NAMES = lines("first-names");
    static final List<String> LAST_NAMES = lines("last-names");
    static final List<String> COMPANY_STEMS = lines("company-stems");
    static final List<Industry> INDUSTRIES =
            lines("industries").stream().map(Industry::parse).toList();
    static final List<Suburb> SUBURBS =
            lines("suburbs").stream().map(Suburb::parse).toList();
    static final List<String> STREETS = lines("streets");
    static final List<Position> POSITIONS =
            lines("titles").stream().map(Position::parse).toList();
    static final List<String> DEAL_SUBJECTS = lines("deal-subjects");
    static final List<String> NOTE_TITLES = lines("note-titles");
    static final List<String> NOTE_SENTENCES = lines("note-sentences");
    static final List<String> CALL_SUBJECTS = lines("call-subjects");
    static final List<String> CALL_PURPOSES = lines("call-purposes");
    static final List<String> EVENT_TITLES = lines("event-titles");
    static final List<String> TASK_SUBJECTS = lines("task-subjects");
    static final List<String> PROJECT_SUBJECTS = lines("project-subjects");
    static final List<String> PROJECT_TASKS = lines("project-tasks");
    static final List<String> MILESTONES = lines("milestones");

    private Vocabulary() {}

    /** A line of business, and what companies in it call themselves. */
    record Industry(String name, List<String> suffixes) {
        static Industry parse(String line) {
            int colon = line.indexOf(':');
            return new Industry(
                    line.substring(0, colon),
                    List.of(line.substring(colon + 1).strip().split(", ", -1)));
        }
    }

    record Suburb(String name, String state, String code) {
        static Suburb parse(String line) {
            String[] parts = line.split(", ", -1);
            return new Suburb(parts[0], parts[1], parts[2]);
        }
    }

    /** A job and the department it is in. */
    record Position(String title, String department) {
        static Position parse(String line) {
            String[] parts = line.split(", ", -1);
            return new Position(parts[0], parts[1]);
        }
    }

    private static List<String> lines(String name) {
        try (InputStream file = Vocabulary.class.getResourceAsStream(name + ".txt")) {
            if (file == null) {
                throw new IllegalStateException("the word list " + name + ".txt is not beside the class");
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("the word list " + name + ".txt cannot be read", e);
        }
    }
}
