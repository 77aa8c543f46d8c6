package dev.sluice.sandbox.stack;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Optional;

/**
 * What a JVM recorded of each program under load: its classes, linked, and which of its code is hot (JEP 483, JEP 515).
 * A program that starts with its cache is up sooner and needs far less warming up. A cache serves only the jars it was
 * trained on, so one that is older than any of them is passed over.
 */
public final class AotCaches {
    private final Optional<Path> jar;

    private AotCaches(Optional<Path> jar) {
        this.jar = jar;
    }

    /** The caches of the class path this JVM runs on; there are none unless that is one jar that names the others. */
    public static AotCaches ofThisClassPath() {
        var classPath = System.getProperty("java.class.path");
        boolean oneJar = classPath.endsWith(".jar") && !classPath.contains(File.pathSeparator);
        return new AotCaches(oneJar ? Optional.of(Path.of(classPath).toAbsolutePath()) : Optional.empty());
    }

    /** Whether programs started from here can be trained at all. */
    public boolean possible() {
        return jar.isPresent();
    }

    /** Whether there is a cache of this program that still fits. */
    public boolean fresh(String program) {
        return jar.isPresent() && fresh(jar.get(), cache(jar.get(), program));
    }

    /** The JVM option that makes use of a program's cache, where there is one that fits. */
    List<String> use(String program) {
        return jar.map(found -> cache(found, program))
                .filter(cache -> fresh(program))
                .map(cache -> List.of("-XX:AOTCache=" + cache))
                .orElse(List.of());
    }

    /** The JVM option that records a program's cache; it is written when the program ends. */
    List<String> record(String program) throws IOException {
        if (jar.isEmpty()) {
            return List.of();
        }
        var cache = cache(jar.get(), program);
        Files.createDirectories(cache.getParent());
        Files.deleteIfExists(cache);
        return List.of("-XX:AOTCacheOutput=" + cache);
    }

    private static Path cache(Path jar, String program) {
        return jar.resolveSibling("aot").resolve(program + ".aot");
    }

    private static boolean fresh(Path jar, Path cache) {
        try {
            if (!Files.isRegularFile(cache)) {
                return false;
            }
            var trained = Files.getLastModifiedTime(cache);
            var libraries = jar.resolveSibling("lib");
            if (older(trained, jar) || !Files.isDirectory(libraries)) {
                return false;
            }
            try (var files = Files.list(libraries)) {
                return files.noneMatch(library -> older(trained, library));
            }
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean older(FileTime trained, Path file) {
        try {
            return trained.compareTo(Files.getLastModifiedTime(file)) < 0;
        } catch (IOException e) {
            return true;
        }
    }
}
