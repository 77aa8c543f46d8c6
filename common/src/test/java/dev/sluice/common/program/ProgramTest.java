package dev.sluice.common.program;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.common.settings.InvalidSettings;
import dev.sluice.common.settings.SettingsReader;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class ProgramTest {
    private final AtomicBoolean closed = new AtomicBoolean();

    @Test
    void aPartThatCannotGoOnStopsTheProgramInGoodOrder() {
        int exitCode = Program.run(new Testing(breakdowns -> {
            var _ = CompletableFuture.runAsync(() -> breakdowns.report(new CannotGoOn("the group refuses it")));
            return () -> closed.set(true);
        }));

        assertThat(exitCode).isEqualTo(1);
        assertThat(closed).isTrue();
    }

    @Test
    void aProgramThatIsRefusedWhileItStartsEndsToo() {
        int exitCode = Program.run(new Testing(_ -> {
            throw new CannotGoOn("the group was not joined");
        }));

        assertThat(exitCode).isEqualTo(1);
    }

    @Test
    void wrongSettingsAreAnotherMatter() {
        int exitCode = Program.run(new Testing(_ -> {
            throw new InvalidSettings(List.of("http.port is wrong"));
        }));

        assertThat(exitCode).isEqualTo(2);
    }

    private static final class Testing extends Program {
        private final Function<Breakdowns, AutoCloseable> start;

        private Testing(Function<Breakdowns, AutoCloseable> start) {
            this.start = start;
        }

        @Override
        protected AutoCloseable start(SettingsReader settings) {
            return start.apply(breakdowns());
        }

        @Override
        protected String name() {
            return "testing";
        }
    }
}
