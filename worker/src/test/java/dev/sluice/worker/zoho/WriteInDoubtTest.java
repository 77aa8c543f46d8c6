package dev.sluice.worker.zoho;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.common.call.CallFailed;
import dev.sluice.common.call.Failure;
import dev.sluice.worker.zoho.StubServer.Act;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Over real sockets: whatever happens after a note was sent, it is sent once and its outcome is called unknown. */
final class WriteInDoubtTest {
    private static final Act TOKEN = Act.Answer.of(200, "{\"access_token\":\"1000.a.b\",\"expires_in\":3600}");
    private static final Crm.NoteText NOTE = new Crm.NoteText(null, "Spoke to Mai");

    static Act[] misfortunes() {
        return new Act[] {
            new Act.HangUp(), new Act.BreakOff(), new Act.KeepSilent(), new Act.Dawdle(), Act.Answer.of(504, "")
        };
    }

    @ParameterizedTest
    @MethodSource("misfortunes")
    void aNoteWithoutAnAnswerIsInDoubtAndNotSentAgain(Act misfortune) {
        try (var server = new StubServer(request -> isToken(request) ? TOKEN : misfortune);
                var zoho = new ZohoConnections(FakeZoho.settings(server.address()), InstantSource.system())) {
            fetchToken(zoho);
            var session = zoho.session("main", Instant.now().plusMillis(500));

            var failed =
                    catchThrowableOfType(CallFailed.class, () -> session.crm().createNote("Contacts", "1", NOTE));

            assertThat(failed.failure()).isInstanceOf(Failure.InDoubt.class);
            assertThat(server.received())
                    .filteredOn(request -> request.line().startsWith("POST /crm"))
                    .hasSize(1);
        }
    }

    private static boolean isToken(StubServer.Received request) {
        return request.line().startsWith("POST /oauth");
    }

    /** So that a deadline chosen to be short is spent on the note alone. */
    private static void fetchToken(ZohoConnections zoho) {
        var session = zoho.session("main", Instant.now().plusMillis(200));
        assertThatThrownBy(() -> session.books().organisation()).isInstanceOf(CallFailed.class);
    }
}
