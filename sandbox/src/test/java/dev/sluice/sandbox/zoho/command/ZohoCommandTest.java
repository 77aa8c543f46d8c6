package dev.sluice.sandbox.zoho.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.sandbox.zoho.ZohoDouble;
import dev.sluice.sandbox.zoho.ZohoDoubleOptions;
import dev.sluice.sandbox.zoho.fault.Latency;
import dev.sluice.sandbox.zoho.http.Json;
import dev.sluice.sandbox.zoho.limit.LimitName;
import dev.sluice.sandbox.zoho.limit.Rule;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.JsonNode;

final class ZohoCommandTest {

    @Command
    private static final class Holder {
        @Mixin
        private final ZohoOptions options = new ZohoOptions();
    }

    @Test
    void limitsAreRealUnlessAskedOtherwise() {
        assertThat(options().limits().of(LimitName.BOOKS_MINUTE).most()).isEqualTo(100);
        assertThat(options("--limits", "off")
                        .limits()
                        .of(LimitName.TOKEN_REQUESTS)
                        .most())
                .isEqualTo(Rule.UNLIMITED);
    }

    @Test
    void aLimitCanBeChangedPropertyByProperty() {
        ZohoDoubleOptions options = options(
                "--limit", "books.minute.most=20",
                "--limit", "books.minute.window=2s",
                "--limit", "books.minute.shape=fixed",
                "--limit", "books.minute.phase=500ms",
                "--limit", "books.minute.block=5s",
                "--limit", "books.minute.prolonged=true",
                "--limit", "books.minute.elsewhere=2.5");

        assertThat(options.limits().of(LimitName.BOOKS_MINUTE))
                .isEqualTo(new Rule.Window(
                        20,
                        Duration.ofSeconds(2),
                        Rule.Shape.FIXED,
                        Duration.ofMillis(500),
                        Duration.ofSeconds(5),
                        true,
                        2.5));
    }

    @Test
    void companiesAreInTheirDataCentres() {
        assertThat(options("--company", "eu:Nordlicht GmbH", "--company", "us:Acorn Inc")
                        .companies())
                .extracting(company -> company.name() + " in " + company.zone())
                .containsExactly("Nordlicht GmbH in Europe/Berlin", "Acorn Inc in America/New_York");
    }

    @Test
    void latencyHasThreeForms() {
        assertThat(options("--latency", "50ms").latency()).isEqualTo(new Latency.Constant(Duration.ofMillis(50)));
        assertThat(options("--latency", "10ms..2s").latency())
                .isEqualTo(new Latency.Between(Duration.ofMillis(10), Duration.ofSeconds(2)));
        assertThat(options("--latency", "p50=20ms,p99=900ms").latency())
                .isEqualTo(new Latency.LongTailed(Duration.ofMillis(20), Duration.ofMillis(900)));
    }

    @Test
    void saysWhatIsWrong() {
        assertThat(complaint("--limit", "books.hour.most=1")).contains("there is no limit books.hour");
        assertThat(complaint("--limit", "books.day.least=1")).contains("a limit has no least");
        assertThat(complaint("--company", "mars:Rover")).contains("there is no data centre mars");
        assertThat(complaint("--limits", "surreal")).contains("expected real, lenient, off");
        assertThat(complaint("--limit", "crm.concurrent.window=1s")).contains("nothing but: most");
    }

    @Test
    void theReadyLineHasAllOneNeeds() {
        try (ZohoDouble zoho = ZohoDouble.start(ZohoDoubleOptions.defaults())) {
            String line = ZohoCommand.readyLine(zoho);
            JsonNode ready = Json.read(line.substring("ZOHO READY ".length()).getBytes(StandardCharsets.UTF_8));

            assertThat(line).startsWith("ZOHO READY {").doesNotContain("\n");
            assertThat(ready.path("url").asString()).isEqualTo(zoho.url().toString());
            assertThat(ready.path("refreshToken").asString())
                    .isEqualTo(zoho.account().refreshToken());
            assertThat(ready.path("organisations").size()).isEqualTo(1);
        }
    }

    private static ZohoDoubleOptions options(String... arguments) {
        Holder holder = new Holder();
        new CommandLine(holder).parseArgs(arguments);
        return holder.options.toDoubleOptions();
    }

    private static String complaint(String... arguments) {
        StringWriter complaint = new StringWriter();
        int code = new CommandLine(new ZohoCommand())
                .setErr(new PrintWriter(complaint))
                .execute(arguments);
        assertThat(code).isEqualTo(2);
        return complaint.toString();
    }
}
