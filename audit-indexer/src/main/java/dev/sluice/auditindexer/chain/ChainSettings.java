package dev.sluice.auditindexer.chain;

import dev.sluice.common.settings.SettingsReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * How the chains are sealed.
 *
 * @param signingKey the file of the Ed25519 key
 * @param every how often a chain that has grown is sealed
 */
public record ChainSettings(Path signingKey, Duration every) {
    public static ChainSettings read(SettingsReader settings) {
        return new ChainSettings(
                Path.of(settings.required(
                        "chain.signing-key",
                        "the file of the Ed25519 key that signs checkpoints; 'audit-indexer new-key FILE' makes one")),
                settings.duration("chain.every", Duration.ofSeconds(2)));
    }

    /** The files of the public keys by which checkpoints are verified. */
    public static List<Path> readPublicKeys(SettingsReader settings) {
        return settings.list("chain.public-keys", List.of()).stream()
                .map(Path::of)
                .toList();
    }
}
