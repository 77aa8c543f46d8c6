package dev.sluice.worker.invocation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.common.call.CallFailed;
import dev.sluice.common.call.Failure;
import dev.sluice.common.call.RecordRef;
import dev.sluice.common.call.RecordsChanged;
import dev.sluice.common.call.TestCalls;
import dev.sluice.common.call.ToolCall;
import dev.sluice.common.catalog.ToolCatalog;
import dev.sluice.common.catalog.ToolDefinition;
import dev.sluice.common.json.Json;
import dev.sluice.worker.credential.ManualClock;
import dev.sluice.worker.quota.Savings;
import dev.sluice.worker.tool.Answer;
import dev.sluice.worker.tool.ScriptedTool;
import dev.sluice.worker.zoho.FakeZoho;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ReadsTest {
    private static final ToolDefinition DEFINITION =
            ToolCatalog.standard().find("search_contacts").orElseThrow();
    private static final RecordRef MAI = new RecordRef("Contacts", "7140");
    private static final RecordRef HER_COMPANY = new RecordRef("Accounts", "2001");

    private final ManualClock clock = new ManualClock(TestCalls.NOW);
    private final AtomicLong nanos = new AtomicLong();
    private final Changes changes = new Changes(nanos::get);
    private final Savings savings = new Savings();
    private final ScriptedTool tool = new ScriptedTool("search_contacts").answering(() -> answer("one"));
    private Reads reads = reads(CacheSettings.standard());

    @Test
    void theSameQuestionIsAnsweredFromWhatIsKept() throws InterruptedException {
        ask("{\"query\":\"Mai\",\"limit\":3}");
        later(Duration.ofSeconds(12));

        var second = ask("{\"limit\":3,\"query\":\"Mai\"}");

        assertThat(tool.asked()).isEqualTo(1);
        assertThat(second.zoho().requests()).isZero();
        assertThat(second).isInstanceOfSatisfying(Outcome.Answered.class, answered -> {
            assertThat(answered.answer()).isEqualTo(answer("one"));
            assertThat(answered.cached()).isNotNull().satisfies(cached -> {
                assertThat(cached.askedAt()).isEqualTo(TestCalls.NOW);
                assertThat(cached.age()).isEqualTo(Duration.ofSeconds(12));
            });
        });
        assertThat(savings.of("main").calls()).isEqualTo(1);
    }

    @Test
    void whatIsOlderThanItsToolAllowsIsAskedAnew() throws InterruptedException {
        ask();
        later(DEFINITION.keptFor());

        ask();

        assertThat(tool.asked()).isEqualTo(2);
    }

    @Test
    void anOperatorSaysOtherwise() throws InterruptedException {
        reads = reads(new CacheSettings(1 << 20, 10, Map.of("search_contacts", Duration.ZERO)));

        ask();
        ask();

        assertThat(tool.asked()).isEqualTo(2);
    }

    @Test
    void whoAsksForAFreshAnswerGetsOneAndTheOthersGetThatOne() throws InterruptedException {
        ask("{\"query\":\"Mai\"}");
        tool.answering(() -> answer("two"));

        assertThat(said(ask("{\"query\":\"Mai\",\"fresh\":true}"))).isEqualTo("two");

        assertThat(said(ask("{\"query\":\"Mai\",\"fresh\":false}"))).isEqualTo("two");
        assertThat(tool.asked()).isEqualTo(2);
    }

    @Test
    void otherConnectionsAndOtherQuestionsAreOthers() throws InterruptedException {
        ask("{\"query\":\"Mai\"}");

        ask("{\"query\":\"Sam\"}");

        assertThat(tool.asked()).isEqualTo(2);
    }

    @Test
    void aWriteToARecordThatIsDisclosedEndsTheAnswer() throws InterruptedException {
        ask();
        wrote(MAI);

        ask();

        assertThat(tool.asked()).isEqualTo(2);
    }

    @Test
    void aWriteToARecordThatWasLookedAtEndsTheAnswer() throws InterruptedException {
        ask();
        wrote(HER_COMPANY);

        ask();
        ask();

        assertThat(tool.asked()).isEqualTo(2);
    }

    @Test
    void aWriteToAnotherRecordOrConnectionDoesNot() throws InterruptedException {
        ask();
        wrote(new RecordRef("Contacts", "9"));
        changes.note(new RecordsChanged("other", List.of(MAI)));

        ask();

        assertThat(tool.asked()).isEqualTo(1);
    }

    @Test
    void whatWasAskedBeforeAWriteIsNotGivenToWhoComesAfterIt() throws InterruptedException {
        tool.answering(() -> {
            wrote(MAI);
            return answer("begun before the write");
        });
        ask();
        later(Duration.ofNanos(1));
        tool.answering(() -> answer("two"));

        assertThat(said(ask())).isEqualTo("two");
    }

    @Test
    void onlyWholeAnswersAreKept() throws InterruptedException {
        tool.answering(() -> {
            throw new CallFailed(new Failure.Unavailable("away"));
        });
        ask();
        tool.answering(() -> new Answer(answer("half").structured(), List.of(), List.of(), false));
        ask();
        tool.answering(() -> answer("whole"));

        assertThat(said(ask())).isEqualTo("whole");
        assertThat(tool.asked()).isEqualTo(3);
    }

    @Test
    void noMoreAreKeptThanMayBe() throws InterruptedException {
        reads = reads(new CacheSettings(64 << 20, 2, Map.of()));
        for (int i = 0; i < 20; i++) {
            ask("{\"query\":\"number " + i + "\"}");
        }
        int asked = tool.asked();

        for (int i = 0; i < 20; i++) {
            ask("{\"query\":\"number " + i + "\"}");
        }

        assertThat(tool.asked() - asked).isGreaterThanOrEqualTo(18);
    }

    @Test
    void noMoreMemoryIsTakenThanMayBe() throws InterruptedException {
        reads = reads(new CacheSettings(10_000, 1000, Map.of()));
        tool.answering(() -> answer("x".repeat(5_000)));

        ask();
        ask();

        assertThat(tool.asked()).isEqualTo(2);
    }

    private Outcome ask() throws InterruptedException {
        return ask("{\"query\":\"Mai\"}");
    }

    private Outcome ask(String arguments) throws InterruptedException {
        ToolCall call = TestCalls.call("search_contacts", arguments);
        return reads.answer(call, DEFINITION, tool);
    }

    private void wrote(RecordRef record) {
        later(Duration.ofMillis(1));
        changes.note(new RecordsChanged("main", List.of(record)));
        later(Duration.ofMillis(1));
    }

    private void later(Duration by) {
        nanos.addAndGet(by.toNanos());
        clock.advance(by);
    }

    private Reads reads(CacheSettings settings) {
        return new Reads(new FakeZoho().connect(clock), settings, changes, savings, clock, nanos::get);
    }

    private static String said(Outcome outcome) {
        return ((Outcome.Answered) outcome).answer().structured().path("said").asString();
    }

    private static Answer answer(String said) {
        return new Answer(Json.mapper().createObjectNode().put("said", said), List.of(MAI), List.of(HER_COMPANY), true);
    }
}
