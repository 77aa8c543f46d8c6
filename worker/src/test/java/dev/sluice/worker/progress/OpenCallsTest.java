package dev.sluice.worker.progress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sluice.common.call.CallHeaders;
import dev.sluice.common.call.CallId;
import dev.sluice.common.call.CallStatus;
import dev.sluice.common.call.FollowUp;
import dev.sluice.common.call.ReplyAddress;
import dev.sluice.common.call.StatusRecords;
import dev.sluice.common.kafka.KafkaSettings;
import dev.sluice.common.kafka.Publisher;
import dev.sluice.common.settings.SettingsReader;
import dev.sluice.common.settings.SettingsSource;
import dev.sluice.common.task.TaskEntry;
import dev.sluice.common.topic.Topics;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class OpenCallsTest {
    private static final Instant NOW = Instant.parse("2026-11-24T09:00:00Z");
    private static final CallId ID = new CallId("call-0001");

    private final MockProducer<byte[], byte[]> producer =
            new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
    private final Topics topics = topics();
    private final StatusPublisher statuses =
            new StatusPublisher(new Publisher(producer), topics.results(), topics.tasks(), () -> NOW);
    private final OpenCalls calls = new OpenCalls(statuses);

    @Test
    void aCancellationEndsWhateverTheCallWaitsFor() throws Exception {
        var waiting = new CountDownLatch(1);
        var ended = CompletableFuture.supplyAsync(() -> {
            var call = calls.begin(headers(FollowUp.NONE), 0);
            try {
                call.carryOut(() -> {
                    waiting.countDown();
                    new CountDownLatch(1).await();
                    return true;
                });
                return "not interrupted";
            } catch (InterruptedException _) {
                // A second interrupt, sent before it settles, is taken back with the first.
                Thread.currentThread().interrupt();
                call.settle();
                return call.cancelled() + ", interrupted: "
                        + Thread.currentThread().isInterrupted();
            }
        });
        waiting.await();

        calls.cancel(ID);

        assertThat(ended.get()).isEqualTo("true, interrupted: false");
    }

    @Test
    void whatIsCommittedIsNotInterrupted() {
        var call = calls.begin(headers(FollowUp.NONE), 0);

        boolean goOn = call.carryOut(OpenCall::commitCurrent);
        calls.cancel(ID);

        assertThat(goOn).isTrue();
        assertThat(call.cancelled()).isTrue();
        assertThat(call.committed()).isTrue();
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void whatWasCancelledIsNotCommitted() {
        var call = calls.begin(headers(FollowUp.NONE), 0);
        calls.cancel(ID);

        boolean goOn = call.carryOut(OpenCall::commitCurrent);
        call.settle();

        assertThat(goOn).isFalse();
        assertThat(call.committed()).isFalse();
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void aCancellationMayComeBeforeItsCall() {
        calls.cancel(ID);

        var call = calls.begin(headers(FollowUp.NONE), 0);
        call.settle();

        assertThat(call.cancelled()).isTrue();
    }

    @Test
    void afterTheEndNothingIsCancelled() {
        var call = calls.begin(headers(FollowUp.NONE), 0);
        call.settle();
        calls.end(call);

        calls.cancel(ID);

        assertThat(call.cancelled()).isFalse();
        assertThat(calls.all()).isEmpty();
    }

    @Test
    void aCallThatIsGivenBackEndsWhereItWaitsAndNotBefore() {
        var call = calls.begin(headers(FollowUp.NONE), 7);
        calls.giveBack(Set.of(6));
        assertThat(call.leaving()).isFalse();

        calls.giveBack(Set.of(7));
        assertThat(call.givenBack()).isFalse();
        assertThat(Thread.currentThread().isInterrupted()).isFalse();

        call.carryOut(() -> {
            try (var _ = OpenCall.waits(CallStatus.AskingZoho::new)) {
                return true;
            }
        });
        call.settle();
        assertThat(call.givenBack()).isTrue();
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void aCallThatWaitsIsGivenBackAtOnce() {
        var call = calls.begin(headers(FollowUp.NONE), 7);

        call.carryOut(() -> {
            try (var _ = OpenCall.waits(CallStatus.AskingZoho::new)) {
                calls.giveBack(Set.of(7));
                return true;
            }
        });

        assertThat(Thread.interrupted()).isTrue();
        assertThat(call.givenBack()).isTrue();
    }

    @Test
    void whatNoOtherWorkerMayTakeOverIsNotGivenBack() {
        var call = calls.begin(headers(FollowUp.NONE), 7);

        call.carryOut(() -> {
            OpenCall.keepCurrent();
            try (var _ = OpenCall.waits(CallStatus.AskingZoho::new)) {
                calls.giveBack(Set.of(7));
                return true;
            }
        });

        assertThat(Thread.currentThread().isInterrupted()).isFalse();
        assertThat(call.givenBack()).isFalse();
        assertThat(call.leaving()).isFalse();
    }

    @Test
    void whoWatchesIsToldOfAQueueAsItIsAtTheTime() {
        var call = calls.begin(headers(new FollowUp(null, true)), 0);
        var position = new AtomicInteger(100);
        call.carryOut(() -> {
            var _ = OpenCall.waits(() -> new CallStatus.WaitingForQuota(NOW, position.get()));
            return true;
        });

        statuses.show(call);
        position.set(90);
        statuses.show(call);
        position.set(79);
        statuses.show(call);

        assertThat(producer.history())
                .extracting(record -> StatusRecords.read(asRead(record)))
                .containsExactly(new CallStatus.WaitingForQuota(NOW, 100), new CallStatus.WaitingForQuota(NOW, 79));
    }

    @Test
    void outsideOfACallThereIsNobodyToTell() {
        OpenCall.tell(new CallStatus.AskingZoho());

        assertThat(OpenCall.commitCurrent()).isTrue();
        assertThat(OpenCall.current()).isEmpty();
    }

    @Test
    void aStepIsToldAtOnceToWhoWatches() {
        var call = calls.begin(headers(new FollowUp(null, true)), 0);

        call.carryOut(() -> {
            OpenCall.tell(new CallStatus.Step(1, 2));
            return true;
        });

        assertThat(producer.history()).singleElement().satisfies(record -> {
            assertThat(record.topic()).isEqualTo(topics.results().name());
            assertThat(record.partition()).isEqualTo(3);
            assertThat(StatusRecords.read(asRead(record))).isEqualTo(new CallStatus.Step(1, 2));
            assertThat(StatusRecords.is(asRead(record))).isTrue();
        });
    }

    @Test
    void aCallThatTakesLongIsToldAboutOnceAStatusWhereItsCallerMayComeBack() {
        var call = calls.begin(headers(new FollowUp(NOW.minusSeconds(1), false)), 0);
        try (var teller = new StatusTeller(calls, statuses)) {
            call.carryOut(() -> {
                OpenCall.tell(new CallStatus.AskingZoho());
                return true;
            });
            assertThat(producer.history()).isEmpty();

            teller.start();

            await().until(() -> !producer.history().isEmpty());
        }
        assertThat(producer.history())
                .singleElement()
                .satisfies(record -> assertThat(topics.tasks().value(asRead(record)))
                        .isEqualTo(new TaskEntry.Told(new CallStatus.AskingZoho(), NOW)));
    }

    @Test
    void aBrokenWorkIsNotSwallowed() {
        var call = calls.begin(headers(FollowUp.NONE), 0);

        assertThatThrownBy(() -> call.carryOut(() -> {
                    throw new IllegalStateException("broke");
                }))
                .isInstanceOf(IllegalStateException.class);
    }

    private static CallHeaders headers(FollowUp followUp) {
        return new CallHeaders(ID, new ReplyAddress("gateway-1", 3), NOW.plusSeconds(60), followUp);
    }

    private static ConsumerRecord<byte[], byte[]> asRead(ProducerRecord<byte[], byte[]> record) {
        var read = new ConsumerRecord<>(record.topic(), 0, 0, record.key(), record.value());
        record.headers().forEach(read.headers()::add);
        return read;
    }

    private static Topics topics() {
        var settings = new SettingsReader(SettingsSource.of(Map.of()));
        return Topics.read(settings, KafkaSettings.read(settings));
    }
}
