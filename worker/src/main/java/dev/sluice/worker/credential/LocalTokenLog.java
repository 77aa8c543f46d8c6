package dev.sluice.worker.credential;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A log that is read in this process alone, for one who asks Zoho without a deployment around. */
public final class LocalTokenLog implements TokenLog {
    private final InstantSource clock;
    private final List<Appended> entries = new ArrayList<>();
    private final Map<String, List<Reader>> readers = new HashMap<>();

    private record Appended(TokenEntry entry, Instant at) {
        void show(Reader reader) {
            reader.read(entry, at);
        }
    }

    public LocalTokenLog(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public synchronized CompletionStage<Void> append(TokenEntry entry) {
        var appended = new Appended(entry, clock.instant());
        entries.add(appended);
        readers.getOrDefault(entry.connection(), List.of()).forEach(appended::show);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public synchronized void follow(String connection, Reader reader) {
        entries.stream()
                .filter(appended -> appended.entry().connection().equals(connection))
                .forEach(appended -> appended.show(reader));
        readers.computeIfAbsent(connection, _ -> new ArrayList<>()).add(reader);
    }
}
