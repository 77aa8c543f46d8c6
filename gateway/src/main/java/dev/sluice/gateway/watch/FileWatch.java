package dev.sluice.gateway.watch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices when files have other contents than before, however these came there: written in place, renamed over the old
 * ones, or behind a link that leads elsewhere now. What is still being written is left alone until it stands still from one
 * look to the next.
 */
public final class FileWatch implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(FileWatch.class);

    private final List<Path> files;
    private final Runnable changed;
    private final ScheduledExecutorService clock;
    private String told;
    private String seen;

    /**
     * Remembers what the files hold now.
     *
     * @param changed what to do when they hold something else
     */
    public FileWatch(String name, List<Path> files, Runnable changed) {
        this.files = List.copyOf(files);
        this.changed = changed;
        this.clock = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name(name).factory());
        this.told = fingerprint();
        this.seen = told;
    }

    /** Begins to look that often. */
    public void start(Duration every) {
        var _ = clock.scheduleWithFixedDelay(this::look, every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }

    private void look() {
        try {
            var now = fingerprint();
            boolean still = now.equals(seen);
            seen = now;
            if (still && !now.equals(told)) {
                told = now;
                changed.run();
            }
        } catch (RuntimeException e) {
            log.atError().addKeyValue("files", files).setCause(e).log("a change of files could not be followed");
        }
    }

    /** The contents, not their dates: these need not move when a file is replaced. */
    private String fingerprint() {
        var digest = sha256();
        for (var file : files) {
            try {
                digest.update(sha256().digest(Files.readAllBytes(file)));
            } catch (IOException e) {
                // A file that is away is another state than any contents.
                digest.update((byte) 0);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
