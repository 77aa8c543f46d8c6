package dev.sluice.worker.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.common.program.CannotGoOn;
import dev.sluice.worker.ledger.InMemoryWriteLedger;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownMemberIdException;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CallConsumerTest {
    private static final String TOPIC = "calls";
    private static final TopicPartition ZERO = new TopicPartition(TOPIC, 0);
    private static final TopicPartition ONE = new TopicPartition(TOPIC, 1);
    private static final Duration SOON = Duration.ofSeconds(10);

    private final TestingConsumer kafka = new TestingConsumer();
    private final InMemoryWriteLedger ledger = new InMemoryWriteLedger();
    private final List<CannotGoOn> breakdowns = new CopyOnWriteArrayList<>();
    private final List<Long> begun = new CopyOnWriteArrayList<>();
    private final Map<Long, CountDownLatch> held = new ConcurrentHashMap<>();
    private final Set<Long> returned = ConcurrentHashMap.newKeySet();
    private final List<Integer> toGiveBack = new CopyOnWriteArrayList<>();
    private CallConsumer intake = consumer(100, Duration.ofSeconds(10));

    @AfterEach
    void close() {
        held.values().forEach(CountDownLatch::countDown);
        intake.close();
    }

    @Test
    void aCallIsCommittedOnceItHasEnded() {
        begin(ZERO);
        hold(0);

        publish(ZERO, 0);
        await().until(() -> begun.contains(0L));
        letSomePollsPass();
        assertThat(kafka.committed(ZERO)).isEmpty();

        release(0);
        await().untilAsserted(() -> assertThat(kafka.committed(ZERO)).hasValue(1));
    }

    @Test
    void theCommitStopsAtTheLowestOpenCall() {
        begin(ZERO);
        hold(1);

        publish(ZERO, 0, 1, 2);
        await().untilAsserted(() -> assertThat(kafka.committed(ZERO)).hasValue(1));
        letSomePollsPass();
        assertThat(kafka.committed(ZERO)).hasValue(1);

        release(1);
        await().untilAsserted(() -> assertThat(kafka.committed(ZERO)).hasValue(3));
    }

    @Test
    void noMoreCallsAreTakenThanMayBeUnderWay() {
        intake = consumer(2, SOON);
        begin(ZERO);
        hold(0);
        hold(1);

        publish(ZERO, 0, 1);
        await().until(() -> kafka.paused().contains(ZERO));
        publish(ZERO, 2);
        letSomePollsPass();
        assertThat(begun).containsExactlyInAnyOrder(0L, 1L);

        release(0);
        await().until(() -> begun.contains(2L));
        await().until(() -> kafka.paused().isEmpty());
    }

    @Test
    void aPartitionThatIsAssignedWhileTooMuchIsUnderWayWaitsToo() {
        intake = consumer(1, SOON);
        begin(ZERO);
        hold(0);
        publish(ZERO, 0);
        await().until(() -> kafka.paused().contains(ZERO));

        assign(ZERO, ONE);

        await().until(() -> kafka.paused().contains(ONE));
    }

    @Test
    void aPartitionIsGivenAwayOnceItsCallsHaveEndedAndAreCommitted() {
        begin(ZERO, ONE);
        hold(0);
        publish(ZERO, 0);
        await().until(() -> begun.contains(0L));

        assign(ONE);
        assertThat(kafka.committed(ZERO)).isEmpty();
        release(0);

        await().until(() -> kafka.assignment().equals(Set.of(ONE)));
        assertThat(kafka.committed(ZERO)).hasValue(1);
        assertThat(ledger.forgotten()).containsExactly(0);
    }

    @Test
    void whatIsGivenBackIsNeitherWaitedForNorCommitted() {
        begin(ZERO);
        hold(0);
        returned.add(1L);
        publish(ZERO, 0, 1, 2);
        await().until(() -> begun.containsAll(List.of(0L, 1L, 2L)));
        release(0);
        await().untilAsserted(() -> assertThat(kafka.committed(ZERO)).hasValue(1));

        intake.close();

        assertThat(toGiveBack).containsExactly(0);
        assertThat(kafka.committed(ZERO)).hasValue(1);
    }

    /** It is open here before it is known to the handler, which then has not given it back. */
    @Test
    void aCallThatWasTakenJustBeforeTheStopIsGivenBackToo() {
        beginWithOneHeld();

        var stopping = Thread.ofVirtual().start(intake::close);

        await().until(() -> toGiveBack.size() > 1);
        release(0);
        await().until(() -> !stopping.isAlive());
    }

    @Test
    void whatIsLostIsNotCommittedAnyMore() {
        beginWithOneHeld();

        kafka.lose(List.of(ZERO));
        await().until(() -> ledger.forgotten().contains(0));
        release(0);
        await().until(() -> intake.openCalls() == 0);
        letSomePollsPass();

        assertThat(kafka.committed(ZERO)).isEmpty();
    }

    @Test
    void stoppingLetsCallsEndAndCommitsThem() {
        beginWithOneHeld();

        var stopping = Thread.ofVirtual().start(intake::close);
        release(0);

        await().until(() -> !stopping.isAlive());
        assertThat(kafka.committed(ZERO)).hasValue(1);
        assertThat(kafka.closed()).isTrue();
        assertThat(breakdowns).isEmpty();
    }

    @Test
    void aCallThatDoesNotEndInTimeIsLeftToAnotherWorker() {
        intake = consumer(100, Duration.ofMillis(50));
        begin(ZERO);
        hold(1);
        publish(ZERO, 0, 1, 2);
        await().until(() -> begun.size() == 3);

        intake.close();

        assertThat(kafka.committed(ZERO)).hasValue(1);
    }

    @Test
    void aBrokerThatIsAwayIsWaitedFor() {
        begin(ZERO);

        kafka.setPollException(new TimeoutException("the coordinator is not there"));
        publish(ZERO, 0);

        await().until(() -> begun.contains(0L));
        assertThat(breakdowns).isEmpty();
    }

    @Test
    void aWorkerThatTheGroupGaveUpJoinsItAgain() {
        begin(ZERO);
        kafka.setPollException(new UnknownMemberIdException("the coordinator is not aware of this member"));
        letSomePollsPass();

        publish(ZERO, 0);

        await().until(() -> begun.contains(0L));
        assertThat(breakdowns).isEmpty();
    }

    @Test
    void aGroupThatRefusesTheWorkerIsABreakdownAndCallsUnderWayAreStillAnswered() {
        beginWithOneHeld();

        kafka.setPollException(GroupAuthorizationException.forGroupId("sluice.workers"));

        await().until(() -> !breakdowns.isEmpty());
        assertThat(kafka.closed()).isFalse();
        release(0);
        await().until(kafka::closed);
        assertThat(breakdowns)
                .singleElement()
                .satisfies(reason -> assertThat(reason)
                        .hasMessageContaining("calls can no longer be polled from calls")
                        .hasMessageContaining("sluice.workers"));
    }

    @Test
    void anythingElseThatEndsThePollingIsABreakdown() {
        begin(ZERO);

        kafka.schedulePollTask(() -> {
            throw new IllegalStateException("a defect");
        });

        await().until(() -> !breakdowns.isEmpty());
        await().until(kafka::closed);
    }

    @Test
    void aCallThatCanNeitherBeAnsweredNorPutAsideStaysOpenAndIsABreakdown() {
        intake = consumer(100, Duration.ofMillis(50));
        begin(ZERO);

        publish(ZERO, 666);

        await().until(() -> !breakdowns.isEmpty());
        intake.close();
        assertThat(kafka.committed(ZERO)).isEmpty();
    }

    @Test
    void aWorkerThatIsRefusedBeforeItIsReadyIsToldSoAtOnce() {
        kafka.setPollException(GroupAuthorizationException.forGroupId("sluice.workers"));

        intake.start();

        assertThatThrownBy(() -> intake.awaitJoined(SOON))
                .isInstanceOf(CannotGoOn.class)
                .hasMessageContaining("sluice.workers");
    }

    @Test
    void aGroupThatIsNotJoinedInTimeIsNamed() {
        intake.start();

        assertThatThrownBy(() -> intake.awaitJoined(Duration.ofMillis(50)))
                .isInstanceOf(CannotGoOn.class)
                .hasMessageContaining("was not joined within");
    }

    @Test
    void aWorkerThatGetsNoPartitionHasJoinedToo() throws InterruptedException {
        intake.start();
        assign();

        intake.awaitJoined(SOON);
    }

    private CallConsumer consumer(int maxInFlight, Duration drain) {
        return new CallConsumer(
                kafka, TOPIC, new Handler(), ledger, new IntakeSettings(maxInFlight, drain), breakdowns::add);
    }

    private final class Handler implements RecordHandler {
        @Override
        public boolean handle(ConsumerRecord<byte[], byte[]> record) {
            return CallConsumerTest.this.handle(record);
        }

        @Override
        public void giveBack(Collection<Integer> partitions) {
            toGiveBack.addAll(partitions);
        }
    }

    private boolean handle(ConsumerRecord<byte[], byte[]> record) {
        begun.add(record.offset());
        if (returned.contains(record.offset())) {
            return false;
        }
        if (record.offset() == 666) {
            throw new IllegalStateException("nothing can be published");
        }
        try {
            held.getOrDefault(record.offset(), new CountDownLatch(0)).await();
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void beginWithOneHeld() {
        begin(ZERO);
        hold(0);
        publish(ZERO, 0);
        await().until(() -> begun.contains(0L));
    }

    private void begin(TopicPartition... partitions) {
        kafka.updateBeginningOffsets(Map.of(ZERO, 0L, ONE, 0L));
        intake.start();
        assign(partitions);
        await().until(() -> kafka.assignment().equals(Set.of(partitions)));
    }

    private void assign(TopicPartition... partitions) {
        kafka.schedulePollTask(() -> kafka.rebalance(List.of(partitions)));
    }

    private void publish(TopicPartition partition, long... offsets) {
        kafka.schedulePollTask(() -> {
            for (long offset : offsets) {
                kafka.addRecord(new ConsumerRecord<>(
                        partition.topic(), partition.partition(), offset, new byte[0], new byte[0]));
            }
        });
    }

    private void hold(long offset) {
        held.put(offset, new CountDownLatch(1));
    }

    private void release(long offset) {
        held.getOrDefault(offset, new CountDownLatch(0)).countDown();
    }

    /** Long enough that what could be committed would be. */
    private void letSomePollsPass() {
        long enough = kafka.polls() + 5;
        long until = System.nanoTime() + Duration.ofMillis(250).toNanos();
        await().until(() -> kafka.polls() > enough && System.nanoTime() > until);
    }

    private static ConditionFactory await() {
        return Awaitility.await().pollInterval(Duration.ofMillis(5)).atMost(SOON);
    }
}
