package dev.sluice.common.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Creates the topics that are missing and refuses those that contradict the table. Waits for a broker that is away. */
public final class TopicProvisioner {
    private static final Logger log = LoggerFactory.getLogger(TopicProvisioner.class);
    private static final Duration REQUEST = Duration.ofSeconds(5);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final KafkaClients clients;
    private final KafkaSettings settings;

    public TopicProvisioner(KafkaClients clients, KafkaSettings settings) {
        this.clients = clients;
        this.settings = settings;
    }

    /**
     * Returns once all the topics are as the table says.
     *
     * @throws ContradictingTopics when an existing topic is divided or kept otherwise
     * @throws InterruptedException when the program is told to stop while it waits for the broker
     */
    public void provision(Collection<? extends Topic<?, ?>> topics) throws InterruptedException {
        var admin = clients.admin("topics");
        try {
            while (true) {
                try {
                    create(admin, topics);
                    check(admin, topics);
                    return;
                } catch (TimeoutException e) {
                    waitForBroker("no answer within " + REQUEST.toSeconds() + " s");
                } catch (ExecutionException e) {
                    if (!(e.getCause() instanceof RetriableException retriable)) {
                        throw new KafkaException("the topics cannot be created or checked", e.getCause());
                    }
                    waitForBroker(String.valueOf(retriable.getMessage()));
                }
            }
        } finally {
            // What is still asked of a broker that is away is not waited for.
            admin.close(Duration.ZERO);
        }
    }

    private void waitForBroker(String reason) throws InterruptedException {
        log.atWarn()
                .addKeyValue("bootstrap", settings.bootstrap())
                .addKeyValue("error", reason)
                .log("Kafka cannot be reached; trying again. Check kafka.bootstrap and that the broker is up");
        TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
    }

    private void create(Admin admin, Collection<? extends Topic<?, ?>> topics)
            throws InterruptedException, ExecutionException, TimeoutException {
        var existing = admin.listTopics().names().get(REQUEST.toMillis(), TimeUnit.MILLISECONDS);
        var missing = topics.stream()
                .filter(topic -> !existing.contains(topic.name()))
                .map(this::asNew)
                .toList();
        for (var created : admin.createTopics(missing).values().entrySet()) {
            try {
                created.getValue().get(REQUEST.toMillis(), TimeUnit.MILLISECONDS);
                log.atInfo().addKeyValue("topic", created.getKey()).log("topic created");
            } catch (ExecutionException e) {
                // Another program was quicker; the check that follows looks at what it made.
                if (!(e.getCause() instanceof TopicExistsException)) {
                    throw e;
                }
            }
        }
    }

    private NewTopic asNew(Topic<?, ?> topic) {
        return new NewTopic(topic.name(), topic.partitions(), (short) settings.replication()).configs(config(topic));
    }

    private static Map<String, String> config(Topic<?, ?> topic) {
        return Map.of(
                TopicConfig.CLEANUP_POLICY_CONFIG,
                topic.compacted() ? "compact,delete" : "delete",
                TopicConfig.RETENTION_MS_CONFIG,
                String.valueOf(topic.retention().toMillis()),
                TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
                topic.stampedByBroker() ? "LogAppendTime" : "CreateTime");
    }

    private static void check(Admin admin, Collection<? extends Topic<?, ?>> topics)
            throws InterruptedException, ExecutionException, TimeoutException {
        var names = topics.stream().map(Topic::name).toList();
        var described = admin.describeTopics(names).allTopicNames().get(REQUEST.toMillis(), TimeUnit.MILLISECONDS);
        var resources = names.stream()
                .map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name))
                .toList();
        var configs = admin.describeConfigs(resources).all().get(REQUEST.toMillis(), TimeUnit.MILLISECONDS);

        var problems = new ArrayList<String>();
        for (var topic : topics) {
            var resource = new ConfigResource(ConfigResource.Type.TOPIC, topic.name());
            problems.addAll(contradictions(
                    topic,
                    Objects.requireNonNull(described.get(topic.name())),
                    Objects.requireNonNull(configs.get(resource))));
        }
        if (!problems.isEmpty()) {
            throw new ContradictingTopics(problems);
        }
    }

    private static List<String> contradictions(Topic<?, ?> topic, TopicDescription found, Config config) {
        var problems = new ArrayList<String>();
        if (found.partitions().size() != topic.partitions()) {
            problems.add(
                    topic.name() + " has " + found.partitions().size() + " partitions, expected " + topic.partitions());
        }
        config(topic).forEach((key, expected) -> {
            var value = config.get(key) == null ? "nothing" : config.get(key).value();
            if (!expected.equals(value)) {
                problems.add(topic.name() + " has " + key + "=" + value + ", expected " + expected);
            }
        });
        return problems;
    }
}
