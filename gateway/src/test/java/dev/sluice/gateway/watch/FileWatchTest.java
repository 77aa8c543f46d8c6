package dev.sluice.gateway.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileWatchTest {
    @TempDir
    private Path folder;

    private final AtomicInteger changes = new AtomicInteger();
    private FileWatch watch = new FileWatch("idle", List.of(), () -> {});

    @AfterEach
    void close() {
        watch.close();
    }

    @Test
    void aFileWrittenInPlaceIsNoticedEvenWhenItsSizeAndTimeStay() throws IOException {
        var file = Files.writeString(folder.resolve("file"), "one");
        var time = FileTime.fromMillis(1_000_000);
        Files.setLastModifiedTime(file, time);
        watch(file);

        Files.writeString(file, "two");
        Files.setLastModifiedTime(file, time);

        await().untilAsserted(() -> assertThat(changes).hasValue(1));
    }

    @Test
    void aFileRenamedOverItIsNoticed() throws IOException {
        var file = Files.writeString(folder.resolve("file"), "one");
        watch(file);

        Files.move(
                Files.writeString(folder.resolve("new"), "two"),
                file,
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);

        await().untilAsserted(() -> assertThat(changes).hasValue(1));
    }

    @Test
    void aLinkThatLeadsElsewhereIsNoticed() throws IOException {
        // As a mounted ConfigMap is replaced: file -> ..data/file, ..data -> ..version, renamed over.
        version("..1", "one");
        version("..2", "two");
        Files.createSymbolicLink(folder.resolve("..data"), Path.of("..1"));
        var file = Files.createSymbolicLink(folder.resolve("file"), Path.of("..data/file"));
        watch(file);

        Files.createSymbolicLink(folder.resolve("..data_tmp"), Path.of("..2"));
        Files.move(folder.resolve("..data_tmp"), folder.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);

        await().untilAsserted(() -> assertThat(changes).hasValue(1));
    }

    @Test
    void aFileThatGoesAndComesBackTheSameIsToldAsTwoChanges() throws IOException {
        var file = Files.writeString(folder.resolve("file"), "one");
        watch(file);

        Files.delete(file);
        await().untilAsserted(() -> assertThat(changes).hasValue(1));
        Files.writeString(file, "one");

        await().untilAsserted(() -> assertThat(changes).hasValue(2));
    }

    @Test
    void touchingAFileIsNoChange() throws IOException {
        var file = Files.writeString(folder.resolve("file"), "one");
        var other = Files.writeString(folder.resolve("other"), "one");
        watch(file, other);

        Files.setLastModifiedTime(file, FileTime.fromMillis(1_000_000));
        Files.writeString(other, "two");

        await().untilAsserted(() -> assertThat(changes).hasValue(1));
        assertThat(changes).hasValue(1);
    }

    private void version(String name, String content) throws IOException {
        Files.createDirectory(folder.resolve(name));
        Files.writeString(folder.resolve(name).resolve("file"), content);
    }

    private void watch(Path... files) {
        watch = new FileWatch("test", List.of(files), changes::incrementAndGet);
        watch.start(Duration.ofMillis(10));
    }
}
