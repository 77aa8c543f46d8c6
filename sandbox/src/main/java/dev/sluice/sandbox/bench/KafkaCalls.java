package dev.sluice.sandbox.bench;

import dev.sluice.common.kafka.Publisher;
import dev.sluice.common.program.Threads;
import dev.sluice.sandbox.stack.Sandbox;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;

/**
 * What Kafka alone takes on this machine at this moment: a record of a call's size to a member of a group and one back,
 * both on all replicas. No call through Sluice can be quicker; on a noisy machine, compare figures with this one.
 */
final class KafkaCalls implements Calls, AutoCloseable {
    private static final String ASKED = "bench.asked";
    private static final String ANSWERED = "bench.answered";
    private static final int PARTITIONS = 16;
    private static final byte[] PAYLOAD = new byte[600];
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Map<Long, CompletableFuture<Void>> waiting = new ConcurrentHashMap<>();
    private final Publisher publisher;
    private final Consumer<byte[], byte[]> answers;
    private final Consumer<byte[], byte[]> questions;
    private final Thread listener;
    private final Thread echo;
    private volatile boolean stopping;

    KafkaCalls(Sandbox sandbox) throws InterruptedException {
        var clients = sandbox.kafkaClients();
        try (var admin = clients.admin("bench")) {
            admin.createTopics(List.of(
                            new NewTopic(ASKED, Optional.of(PARTITIONS), Optional.empty()),
                            new NewTopic(ANSWERED, Optional.of(1), Optional.empty())))
                    .all()
                    .get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the topics of the benchmark cannot be made", e.getCause());
        }
        publisher = new Publisher(clients.producer("bench", PATIENCE));
        answers = clients.reader("bench-answers");
        questions = clients.groupMember("bench", "bench-questions");

        var partition = new TopicPartition(ANSWERED, 0);
        answers.assign(List.of(partition));
        answers.seekToEnd(List.of(partition));
        answers.position(partition);
        var joined = new CountDownLatch(1);
        questions.subscribe(List.of(ASKED), new Joined(joined));
        listener = Thread.ofPlatform().name("bench-answers").start(this::listen);
        echo = Thread.ofPlatform().name("bench-echo").start(this::echo);
        if (!joined.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new IllegalStateException("the group of the benchmark was not joined");
        }
    }

    @Override
    public void call(long number) throws IOException {
        var answered = new CompletableFuture<Void>();
        waiting.put(number, answered);
        var key = ByteBuffer.allocate(Long.BYTES).putLong(number).array();
        try {
            publisher.publish(new ProducerRecord<>(ASKED, key, PAYLOAD)).get();
            answered.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("Kafka did not carry the record", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    @Override
    public void close() {
        stopping = true;
        answers.wakeup();
        questions.wakeup();
        Threads.join(listener);
        Threads.join(echo);
        publisher.close();
    }

    private void echo() {
        try (questions) {
            while (!stopping) {
                for (var record : questions.poll(Duration.ofSeconds(1))) {
                    var _ = publisher.publish(new ProducerRecord<>(ANSWERED, 0, record.key(), record.value()));
                }
            }
        } catch (WakeupException _) {
            // Told to stop.
        }
    }

    private void listen() {
        try (answers) {
            while (!stopping) {
                for (var record : answers.poll(Duration.ofSeconds(1))) {
                    var answered = waiting.remove(ByteBuffer.wrap(record.key()).getLong());
                    if (answered != null) {
                        answered.complete(null);
                    }
                }
            }
        } catch (WakeupException _) {
            // Told to stop.
        }
    }

    private record Joined(CountDownLatch latch) implements ConsumerRebalanceListener {
        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> assigned) {
            latch.countDown();
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> revoked) {}
    }
}
