package dev.sluice.sandbox.zoho.crm.record;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** The e-mails of an organisation, under the records they are with. */
public final class Mailbox {

    private final Map<String, List<Email>> byRecord = new ConcurrentHashMap<>();

    public void add(String recordId, Email email) {
        byRecord.computeIfAbsent(recordId, _ -> new CopyOnWriteArrayList<>()).add(email);
    }

    /** The e-mails with that record, newest first. */
    public List<Email> of(String recordId) {
        return byRecord.getOrDefault(recordId, List.of()).stream()
                .sorted(Comparator.comparing(Email::time).reversed())
                .toList();
    }
}
