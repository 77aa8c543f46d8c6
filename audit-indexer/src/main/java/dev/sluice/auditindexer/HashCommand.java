package dev.sluice.auditindexer;

import dev.sluice.common.audit.Pseudonyms;
import dev.sluice.common.settings.InvalidSettings;
import dev.sluice.common.settings.SettingsOptions;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Prints the pseudonyms under which a known value is on the audit trail, one for each version of the key. */
@Command(
        name = "hash",
        mixinStandardHelpOptions = true,
        description = "Prints what stands in the audit trail for a value that is withheld there, to search for it.")
final class HashCommand implements Callable<Integer> {
    private static final int BAD_SETTINGS = 2;

    @Mixin
    private SettingsOptions options = new SettingsOptions();

    @Parameters(paramLabel = "VALUE", description = "such as an e-mail address")
    private String value = "";

    @Override
    public Integer call() {
        try {
            var settings = options.reader();
            var pseudonyms = Pseudonyms.read(settings);
            if (pseudonyms.isEmpty()) {
                settings.problem(
                        "audit.pseudonym-keys is missing: the keys of the workers and gateways, VERSION:KEY,…");
            }
            settings.finish();
            pseudonyms.ifPresent(keys -> keys.everyOf(value).forEach(System.out::println));
            return 0;
        } catch (InvalidSettings e) {
            System.err.println(e.getMessage());
            return BAD_SETTINGS;
        }
    }
}
