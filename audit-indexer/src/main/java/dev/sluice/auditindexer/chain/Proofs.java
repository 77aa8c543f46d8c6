package dev.sluice.auditindexer.chain;

import dev.sluice.auditindexer.document.StoredDocuments;
import dev.sluice.common.kafka.KafkaClients;
import dev.sluice.common.kafka.Publisher;
import dev.sluice.common.topic.Topics;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;

/** Puts the parts of this feature together for programs. */
public final class Proofs {
    private Proofs() {}

    /** Chains whose checkpoints go to their topic. */
    public static Chains chains(
            ChainSettings settings, KafkaClients kafka, Publisher publisher, Topics topics, String incarnation) {
        return new Chains(
                log(kafka, topics, incarnation),
                checkpoint -> publisher.publish(
                        topics.checkpoints().record(checkpoint.partition(), null, checkpoint.write())),
                SigningKey.read(settings.signingKey()),
                InstantSource.system());
    }

    /** A verifier that needs only public keys. */
    public static Verifier verifier(
            List<Path> publicKeys,
            KafkaClients kafka,
            Topics topics,
            StoredDocuments documents,
            Verifier.KeptEvents events) {
        return new Verifier(
                log(kafka, topics, "audit-verify"),
                documents,
                events,
                VerificationKeys.read(publicKeys),
                InstantSource.system());
    }

    private static CheckpointLog log(KafkaClients kafka, Topics topics, String client) {
        return new KafkaCheckpointLog(topics.checkpoints(), () -> kafka.reader(client + "-checkpoints"));
    }
}
