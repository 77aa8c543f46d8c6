package dev.sluice.gateway.access;

import dev.sluice.common.catalog.ToolCatalog;
import dev.sluice.common.declared.DeclaredTools;
import dev.sluice.gateway.watch.FileWatch;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The policy of the moment. When its file changes, the new one takes the old one's place in one step, or, while anything in
 * it is wrong, not at all.
 */
public final class LivePolicy implements Supplier<AccessPolicy>, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(LivePolicy.class);
    private static final String UNREADABLE = "unreadable";

    private final Path file;
    private final ToolCatalog catalog;
    private final DeclaredTools declared;
    private final FileWatch watch;
    private final List<Consumer<PolicyReload>> listeners = new CopyOnWriteArrayList<>();
    private volatile Loaded loaded;

    /**
     * Reads a policy file.
     *
     * @param declared the tools that an operator declared, all of which are in the catalogue
     * @throws InvalidPolicy when anything in it is wrong
     */
    public LivePolicy(Path file, ToolCatalog catalog, DeclaredTools declared) {
        this.file = file;
        this.catalog = catalog;
        this.declared = declared;
        this.watch = new FileWatch("policy", List.of(file), this::reload);
        this.loaded = load(read());
    }

    /** Looks from now on, that often, whether the file has changed. */
    public void follow(Duration every) {
        watch.start(every);
    }

    /** Has each change told from now on, after it counts; the listener must not block. */
    public void onReload(Consumer<PolicyReload> listener) {
        listeners.add(listener);
    }

    /** The SHA-256 of the policy that counts. */
    public String hash() {
        return loaded.hash();
    }

    @Override
    public AccessPolicy get() {
        return loaded.policy();
    }

    @Override
    public void close() {
        watch.close();
    }

    private void reload() {
        readAgain().ifPresent(told -> listeners.forEach(listener -> listener.accept(told)));
    }

    private Optional<PolicyReload> readAgain() {
        var before = loaded;
        var hash = UNREADABLE;
        try {
            var content = read();
            hash = hash(content);
            if (hash.equals(before.hash())) {
                log.atInfo().addKeyValue("policy", hash).log("the access policy is again the one that counts");
                return Optional.empty();
            }
            var next = load(content);
            loaded = next;
            log.atInfo()
                    .addKeyValue("before", before.hash())
                    .addKeyValue("policy", hash)
                    .log("the access policy was replaced");
            return Optional.of(new PolicyReload.Replaced(file, before.hash(), hash, next.policy()));
        } catch (InvalidPolicy e) {
            log.atError()
                    .addKeyValue("policy", before.hash())
                    .addKeyValue("refused", hash)
                    .log(
                            "the access policy was changed and the new one is not used; the old one still counts: {}",
                            e.getMessage());
            return Optional.of(new PolicyReload.Kept(file, before.hash(), hash, e.problems()));
        }
    }

    private byte[] read() {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new InvalidPolicy(List.of(file + ": cannot be read (" + e + ")"));
        }
    }

    private Loaded load(byte[] content) {
        try {
            var text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content));
            return new Loaded(
                    new PolicyReader(file.toString(), catalog, declared).read(text.toString()), hash(content));
        } catch (CharacterCodingException _) {
            throw new InvalidPolicy(List.of(file + ": is not UTF-8"));
        }
    }

    private static String hash(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private record Loaded(AccessPolicy policy, String hash) {}
}
