package dev.sluice.worker.connect;

import dev.sluice.common.settings.Secret;
import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Questions and answers, on a terminal, which does not show secrets, or through a pipe. */
final class Dialogue {
    private final PrintWriter out;
    private final BufferedReader in;
    private final @Nullable Console terminal;

    Dialogue(PrintWriter out, InputStream in, @Nullable Console terminal) {
        this.out = out;
        this.in = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        this.terminal = terminal;
    }

    /** With whoever started this process. */
    static Dialogue ofProcess(PrintWriter out) {
        var terminal = Optional.ofNullable(System.console()).filter(Console::isTerminal);
        return new Dialogue(out, System.in, terminal.orElse(null));
    }

    void tell(String text) {
        out.println(text);
        out.flush();
    }

    /**
     * Asks until there is an answer.
     *
     * @throws DialogueEnded when there will be none
     */
    String ask(String question) {
        while (true) {
            var answer = askOnce(question);
            if (!answer.isEmpty()) {
                return answer;
            }
        }
    }

    /** Asks; nothing answered means what is offered. */
    String ask(String question, String offered) {
        var answer = askOnce(question + " [" + offered + "]");
        return answer.isEmpty() ? offered : answer;
    }

    boolean agrees(String question) {
        return askOnce(question + " [y/N]").toLowerCase(Locale.ROOT).startsWith("y");
    }

    Secret askSecret(String question) {
        while (true) {
            var answer = terminal == null
                    ? askOnce(question)
                    : Optional.ofNullable(terminal.readPassword("%s: ", question))
                            .map(String::new)
                            .map(String::strip)
                            .orElseThrow(DialogueEnded::new);
            if (!answer.isEmpty()) {
                return new Secret(answer);
            }
        }
    }

    private String askOnce(String question) {
        out.print(question + ": ");
        out.flush();
        try {
            var line = terminal == null ? in.readLine() : terminal.readLine();
            if (line == null) {
                throw new DialogueEnded();
            }
            if (terminal == null) {
                out.println();
            }
            return line.strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
