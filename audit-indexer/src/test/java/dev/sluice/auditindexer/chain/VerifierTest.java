package dev.sluice.auditindexer.chain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.auditindexer.document.AuditDocument;
import dev.sluice.auditindexer.document.AuditDocuments;
import dev.sluice.auditindexer.document.Coordinates;
import dev.sluice.auditindexer.document.StoredDocument;
import dev.sluice.auditindexer.document.TestEvents;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An index and its checkpoints, tampered with in every way. */
class VerifierTest {
    private static final Instant OCTOBER = Instant.parse("2026-10-31T23:59:00Z");
    private static final Instant NOW = Instant.parse("2026-11-25T00:00:00Z");
    private static final int EVENTS = 100;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private final InMemoryCheckpointLog log = new InMemoryCheckpointLog();
    private final Map<UUID, StoredDocument> index = new TreeMap<>();
    private final List<AuditDocument> topic = new ArrayList<>();

    @SuppressWarnings("NullAway.Init") // set before each test
    private SigningKey key;

    @BeforeEach
    void indexAHundredEventsOfTwoMonths() throws IOException {
        key = newKey("key.pem");
        var chains = chains(key);
        var chain = resumed(chains);
        for (int number = 0; number < EVENTS; number++) {
            var document = document(number);
            topic.add(document);
            store(document);
            chain.add(document);
            if (number % 10 == 9) {
                chains.seal(List.of(chain));
            }
        }
    }

    @Test
    void whatWasNotTouchedIsWhole() {
        var report = verify();

        assertThat(report.findings()).isEmpty();
        assertThat(report.events()).isEqualTo(EVENTS);
        assertThat(report.checkpoints()).isEqualTo(10);
    }

    @Test
    void aDeletedDocumentIsNamed() {
        index.remove(TestEvents.id(37));

        assertThat(verify().findings())
                .containsExactly(
                        new Finding.Missing(TestEvents.id(37), Instant.ofEpochMilli(at(37).toEpochMilli()), 0, 37));
    }

    @Test
    void anAlteredDocumentIsNamed() {
        var stored = Objects.requireNonNull(index.get(TestEvents.id(42)));
        var altered = new String(stored.source(), StandardCharsets.UTF_8).replace("Contacts/42", "Contacts/43");
        index.put(
                TestEvents.id(42),
                new StoredDocument(stored.index(), stored.id(), altered.getBytes(StandardCharsets.UTF_8)));

        assertThat(verify().findings()).containsExactly(new Finding.Altered(TestEvents.id(42), stored.index()));
    }

    @Test
    void anInsertedDocumentIsNamed() {
        store(TestEvents.document(5000, TestEvents.NOVEMBER));

        assertThat(verify().findings())
                .containsExactly(new Finding.Surplus(TestEvents.id(5000).toString(), "sluice-audit-2026.11"));
    }

    @Test
    void aTruncatedTailIsNamedEventByEvent() {
        for (int number = 90; number < EVENTS; number++) {
            index.remove(TestEvents.id(number));
        }

        assertThat(verify().findings())
                .hasSize(10)
                .allSatisfy(finding -> assertThat(finding).isInstanceOf(Finding.Missing.class));
    }

    @Test
    void aMissingMonthIsNamedEventByEvent() {
        index.values().removeIf(document -> document.index().endsWith("2026.10"));

        assertThat(verify().findings())
                .hasSize(50)
                .allSatisfy(finding -> assertThat(finding).isInstanceOf(Finding.Missing.class));
    }

    @Test
    void aDocumentInAnotherMonthsIndexIsNotWhereItBelongs() {
        var stored = Objects.requireNonNull(index.get(TestEvents.id(3)));
        index.put(TestEvents.id(3), new StoredDocument("sluice-audit-2026.12", stored.id(), stored.source()));

        assertThat(verify().findings()).hasSize(2);
    }

    @Test
    void aCheckpointThatIsGoneBreaksTheChainAndLeavesItsDocumentsUnaccountedFor() {
        log.kept().remove(4);

        var findings = verify().findings();

        assertThat(findings).filteredOn(Finding.Broken.class::isInstance).hasSize(1);
        assertThat(findings).filteredOn(Finding.Surplus.class::isInstance).hasSize(10);
    }

    @Test
    void theBeginningOfTheChainCannotBeCutOff() {
        log.kept().removeFirst();

        assertThat(verify().findings()).anyMatch(Finding.Broken.class::isInstance);
    }

    @Test
    void theEndOfTheChainCannotBeCutOffWhileTheTopicHasTheEvents() {
        log.kept().removeLast();

        assertThat(verify().findings()).containsExactly(new Finding.Unsealed(0, 90, 10));
    }

    @Test
    void aCheckpointThatWasRewrittenIsForged() throws IOException {
        var attacker = newKey("attacker.pem");
        var last = Checkpoint.read(log.kept().removeLast());
        log.keep(Checkpoint.seal(0, last.previous(), last.links(), last.at(), attacker));

        assertThat(verify().findings())
                .anySatisfy(finding -> assertThat(finding.describe()).contains("FORGED", "public key was not given"));
    }

    @Test
    void aCheckpointWhoseLinksWereEditedIsForged() {
        var last = Checkpoint.read(log.kept().removeLast());
        log.keep(new Checkpoint(
                0,
                last.previous(),
                last.head(),
                last.links().subList(0, 9),
                last.at(),
                last.keyId(),
                last.signature()));

        assertThat(verify().findings()).anyMatch(Finding.Forged.class::isInstance);
    }

    @Test
    void anEventOnTheTopicThatIsNotTheSealedOneIsTold() {
        topic.set(
                20,
                AuditDocuments.of(
                        TestEvents.record(20, at(20), TestEvents.completed(20, "Contacts/666")),
                        new Coordinates(0, 20)));

        assertThat(verify(true).findings()).containsExactly(new Finding.Contradicted(TestEvents.id(20), 0, 20));
    }

    @Test
    void whatIsIndexedAndNotYetSealedIsNoFinding() {
        var fresh = AuditDocuments.of(
                TestEvents.record(100, NOW.minusSeconds(1), TestEvents.completed(100, "Contacts/100")),
                new Coordinates(0, 100));
        topic.add(fresh);
        store(fresh);

        var report = verify();

        assertThat(report.findings()).isEmpty();
        assertThat(report.awaitingSeal()).isEqualTo(1);
    }

    @Test
    void aDayAloneIsVerifiedAgainstThatDayAlone() {
        index.remove(TestEvents.id(1));

        var november = verifier(List.of("key.pem")).verify(Instant.parse("2026-11-01T00:00:00Z"), NOW, false);

        assertThat(november.findings()).isEmpty();
        assertThat(november.events()).isEqualTo(50);
    }

    @Test
    void afterAChangeOfKeysBothAreNeeded() throws IOException {
        var chains = chains(newKey("next.pem"));
        var chain = resumed(chains);
        var document = document(100);
        topic.add(document);
        store(document);
        chain.add(document);
        chains.seal(List.of(chain));

        assertThat(verifier(List.of("key.pem", "next.pem"))
                        .verify(Instant.EPOCH, NOW, false)
                        .findings())
                .isEmpty();
        assertThat(verifier(List.of("key.pem"))
                        .verify(Instant.EPOCH, NOW, false)
                        .findings())
                .anyMatch(Finding.Forged.class::isInstance);
    }

    @Test
    void anOwnerThatCameLateSealsTheSameAgainWithoutHarm() {
        // It resumed after the ninth checkpoint, lost the partition, and wrote what it had all the same.
        var late = PartitionChain.after(0, Checkpoint.read(log.kept().get(8)));
        for (int number = 90; number < 95; number++) {
            late.add(document(number));
        }
        late.seal(NOW, key, Chains.MOST_LINKS).forEach(log::keep);
        var chains = chains(key);
        var chain = resumed(chains);
        assertThat(chain.next()).isEqualTo(95);
        for (int number = 95; number < EVENTS; number++) {
            chain.add(document(number));
        }
        chains.seal(List.of(chain));

        assertThat(verify().findings()).isEmpty();
    }

    @Test
    void anEventThatStandsOnTheTopicTwiceHasOneDocument() {
        var chains = chains(key);
        var chain = resumed(chains);
        var again = AuditDocuments.of(
                TestEvents.record(7, at(7), TestEvents.completed(7, "Contacts/7")), new Coordinates(0, 100));
        topic.add(again);
        chain.add(again);
        chains.seal(List.of(chain));

        assertThat(verify(true).findings()).isEmpty();
    }

    @Test
    void aDeadLetterIsSealedAndHasNoDocument() {
        var chains = chains(key);
        var chain = resumed(chains);
        chain.addDeadLetter(100, TestEvents.NOVEMBER, new byte[] {1, 2, 3});
        chains.seal(List.of(chain));

        var report = verify();

        assertThat(report.findings()).isEmpty();
        assertThat(report.deadLetters()).isEqualTo(1);
    }

    @Test
    void documentsThatAnotherWroteDownOtherwiseAreStillTheSame() {
        var stored = Objects.requireNonNull(index.get(TestEvents.id(8)));
        var spaced = new String(stored.source(), StandardCharsets.UTF_8).replace(",\"", ", \n \"");
        index.put(
                TestEvents.id(8),
                new StoredDocument(stored.index(), stored.id(), spaced.getBytes(StandardCharsets.UTF_8)));

        assertThat(verify().findings()).isEmpty();
    }

    private Report verify() {
        return verify(false);
    }

    private Report verify(boolean wholeTopic) {
        return verifier(List.of("key.pem")).verify(Instant.EPOCH, NOW, wholeTopic);
    }

    private Verifier verifier(List<String> keys) {
        var files = keys.stream()
                .map(name -> SigningKey.publicFile(folder.resolve(name)))
                .toList();
        return new Verifier(
                log,
                (from, to, reader) -> index.values().stream()
                        .filter(document -> isWithin(document, from, to))
                        .forEach(reader),
                (begin, reader) -> topic.stream()
                        .filter(event -> event.coordinates().offset()
                                >= begin.getOrDefault(event.coordinates().partition(), 0L))
                        .forEach(reader),
                VerificationKeys.read(files),
                () -> NOW);
    }

    private static boolean isWithin(StoredDocument document, Instant from, Instant to) {
        var text = new String(document.source(), StandardCharsets.UTF_8);
        int begin = text.indexOf("\"20");
        var at = Instant.parse(text.substring(begin + 1, text.indexOf('"', begin + 1)));
        return !at.isBefore(from) && at.isBefore(to);
    }

    private Chains chains(SigningKey signing) {
        return new Chains(log, log, signing, InstantSource.fixed(NOW));
    }

    private static PartitionChain resumed(Chains chains) {
        return chains.resume(List.of(0)).values().iterator().next();
    }

    private SigningKey newKey(String name) throws IOException {
        var file = folder.resolve(name);
        SigningKey.generate(file);
        return SigningKey.read(file);
    }

    private void store(AuditDocument document) {
        index.put(
                document.id(),
                new StoredDocument(
                        "sluice-audit-" + document.month(), document.id().toString(), document.json()));
    }

    /** Half of them happened in October. */
    private static AuditDocument document(int number) {
        return TestEvents.document(number, at(number));
    }

    private static Instant at(int number) {
        return number < EVENTS / 2 ? OCTOBER.plusMillis(number) : TestEvents.NOVEMBER.plus(Duration.ofSeconds(number));
    }
}
