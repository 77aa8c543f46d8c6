package dev.sluice.worker.zoho;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.sluice.common.call.CallFailed;
import dev.sluice.worker.zoho.StubServer.Act;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Even at the finest level, neither ours nor the HTTP client's log shows a secret, a token or a record's content. */
final class NothingInTheLogTest {
    private static final List<String> SECRETS = List.of(
            "top-client-secret", "top-refresh-token", "top-access-token", "Spoke to Mai", "mai@techstart.example");

    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final Level level = root.getLevel();
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @BeforeEach
    void listen() {
        log.start();
        root.addAppender(log);
        root.setLevel(Level.TRACE);
    }

    @AfterEach
    void stop() {
        root.setLevel(level);
        root.detachAppender(log);
    }

    @Test
    void nothingOfACallThatWorksIsLogged() {
        try (var server = new StubServer(request -> request.line().startsWith("POST /oauth")
                        ? Act.Answer.of(200, "{\"access_token\":\"top-access-token\",\"expires_in\":3600}")
                        : Act.Answer.of(200, "{\"data\":[{\"Email\":\"mai@techstart.example\"}]}"));
                var zoho = new ZohoConnections(
                        FakeZoho.settings(server.address(), "top-client-secret", "top-refresh-token"),
                        InstantSource.system())) {
            var session = zoho.session("main", Instant.now().plusSeconds(5));

            assertThat(session.crm()
                            .coql("where Email = 'mai@techstart.example'")
                            .rows())
                    .hasSize(1);
            assertThat(server.received().getFirst().body()).contains("top-client-secret", "top-refresh-token");
            assertThat(server.received().getLast().headers())
                    .contains("Authorization: Zoho-oauthtoken top-access-token");
        }
        assertNothingLogged();
    }

    @Test
    void norOfOneThatDoesNot() {
        try (var server = new StubServer(request -> request.line().startsWith("POST /oauth")
                        ? Act.Answer.of(200, "{\"access_token\":\"top-access-token\",\"expires_in\":3600}")
                        : new Act.HangUp());
                var zoho = new ZohoConnections(
                        FakeZoho.settings(server.address(), "top-client-secret", "top-refresh-token"),
                        InstantSource.system())) {
            var crm = zoho.session("main", Instant.now().plusSeconds(5)).crm();

            assertThatThrownBy(() -> crm.createNote("Contacts", "1", new Crm.NoteText(null, "Spoke to Mai")))
                    .isInstanceOf(CallFailed.class);
        }
        assertNothingLogged();
    }

    private void assertNothingLogged() {
        assertThat(log.list)
                .isNotEmpty()
                .allSatisfy(event -> assertThat(
                                event.getFormattedMessage() + event.getKeyValuePairs() + event.getThrowableProxy())
                        .doesNotContain(SECRETS));
    }
}
