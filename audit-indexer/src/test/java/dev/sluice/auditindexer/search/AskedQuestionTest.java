package dev.sluice.auditindexer.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class AskedQuestionTest {
    private static final Instant NOW = Instant.parse("2026-11-24T01:00:00Z");
    private static final ZoneId SYDNEY = ZoneId.of("Australia/Sydney");

    @Test
    void understandsWhoSawACompanyInTheLastDays() {
        var asked = parse("Who saw Acme Corp in the last 7 days?");

        assertThat(asked.question()).isEqualTo(new Question.WhoSaw("Acme Corp"));
        assertThat(asked.from()).isEqualTo(NOW.minus(Duration.ofDays(7)));
        assertThat(asked.to()).isEqualTo(NOW);
    }

    @Test
    void understandsEachForm() {
        assertThat(parse("denials").question()).isEqualTo(new Question.Denials());
        assertThat(parse("failures in the last hour").question()).isEqualTo(new Question.Failures());
        assertThat(parse("after hours since 2026-11-01").question()).isEqualTo(new Question.AfterHours());
        assertThat(parse("calls by executive-assistant today").question())
                .isEqualTo(new Question.ByAgent("executive-assistant"));
        assertThat(parse("calls with search_contacts").question()).isEqualTo(new Question.WithTool("search_contacts"));
        assertThat(parse("asked for Acme Corp today").question()).isEqualTo(new Question.AskedFor("Acme Corp"));
        assertThat(parse("failed authentication in the last hour").question())
                .isEqualTo(new Question.FailedAuthentication());
        assertThat(parse("call 0192-abc").question()).isEqualTo(new Question.OfCall("0192-abc"));
    }

    @Test
    void todayBeginsAtTheAuditorsMidnight() {
        assertThat(parse("denials today").from()).isEqualTo(Instant.parse("2026-11-23T13:00:00Z"));
    }

    @Test
    void whatIsNotUnderstoodIsAnsweredWithWhatWouldBe() {
        assertThatThrownBy(() -> parse("who took the money"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("who saw WHAT")
                .hasMessageContaining("in the last N");
    }

    private static AskedQuestion parse(String words) {
        return AskedQuestion.parse(words, NOW, SYDNEY);
    }
}
