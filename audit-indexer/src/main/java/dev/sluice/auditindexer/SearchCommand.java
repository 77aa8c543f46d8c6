package dev.sluice.auditindexer;

import dev.sluice.auditindexer.index.AuditStore;
import dev.sluice.auditindexer.index.IndexSettings;
import dev.sluice.auditindexer.index.IndexUnusable;
import dev.sluice.auditindexer.search.Auditor;
import dev.sluice.auditindexer.search.Sighting;
import dev.sluice.common.audit.Pseudonyms;
import dev.sluice.common.json.Json;
import dev.sluice.common.settings.InvalidSettings;
import dev.sluice.common.settings.SettingsOptions;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Answers an auditor's question from the index. */
@Command(
        name = "search",
        mixinStandardHelpOptions = true,
        description = {
            "Answers: who saw WHAT | asked for VALUE | denials | failures | after hours | failed authentication |",
            "calls by AGENT | calls with TOOL | call ID,",
            "each of the last 30 days unless followed by: in the last N hours|days|weeks | today | since 2026-11-01.",
            "WHAT is a record, such as Contacts/4150868000000225013, or a value that was asked for. Values that are not",
            "on the trail in clear are found where audit.pseudonym-keys is set."
        })
final class SearchCommand implements Callable<Integer> {
    private static final int BAD_SETTINGS = 2;

    @Mixin
    private SettingsOptions options = new SettingsOptions();

    @Parameters(arity = "1..*", paramLabel = "QUESTION", description = "in quotes or not")
    private List<String> words = new ArrayList<>();

    @Option(names = "--most", defaultValue = "100", description = "no more answers (default ${DEFAULT-VALUE})")
    private int most;

    @Option(names = "--json", description = "whole documents, one a line")
    private boolean json;

    @Option(
            names = "--time-zone",
            paramLabel = "ZONE",
            description = "whose days and working hours count (default: this machine's)")
    private ZoneId zone = ZoneId.systemDefault();

    @Override
    public Integer call() {
        try {
            var settings = options.reader();
            var index = IndexSettings.read(settings);
            var pseudonyms = Pseudonyms.read(settings);
            settings.finish();
            try (var store = AuditStore.open(index)) {
                var found = new Auditor(store.search(), pseudonyms, InstantSource.system(), zone)
                        .ask(String.join(" ", words), most);
                found.forEach(document ->
                        System.out.println(json ? Json.text(document) : String.join("  ", Sighting.line(document))));
                System.err.println(found.size() + (found.size() == most ? " or more found" : " found"));
                return 0;
            }
        } catch (InvalidSettings | IndexUnusable | UncheckedIOException | IllegalArgumentException e) {
            System.err.println(e.getMessage());
            return BAD_SETTINGS;
        }
    }
}
