package dev.sluice.sandbox.zoho.command;

import dev.sluice.common.json.Json;
import dev.sluice.sandbox.command.Interruption;
import dev.sluice.sandbox.zoho.ZohoDouble;
import dev.sluice.sandbox.zoho.ZohoDoubleOptions;
import dev.sluice.sandbox.zoho.ZohoOrganisation;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Keeps the Zoho double up, alone, until it is told to stop. */
@Command(
        name = "zoho",
        mixinStandardHelpOptions = true,
        description = {
            "Runs a stand-in for Zoho CRM, Books, Projects and their accounts server, until it is interrupted.",
            "Prints one line, ZOHO READY and a JSON object with the address, the credentials and the ids to use.",
            "Orders and questions about it go to /__double/ below the address: docs/zoho-double.md has them all."
        })
public final class ZohoCommand implements Callable<Integer> {

    @Mixin
    private ZohoOptions options = new ZohoOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws InterruptedException {
        ZohoDoubleOptions doubleOptions = options();
        try (Interruption interruption = Interruption.expected();
                ZohoDouble zoho = ZohoDouble.start(doubleOptions)) {
            System.out.println(readyLine(zoho));
            interruption.await();
        }
        return 0;
    }

    private ZohoDoubleOptions options() {
        try {
            return options.toDoubleOptions();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    static String readyLine(ZohoDouble zoho) {
        Map<String, Object> line =
                new LinkedHashMap<>(zoho.organisations().getFirst().connecting());
        line.put("control", zoho.url() + "/__double/");
        line.put(
                "organisations",
                zoho.organisations().stream().map(ZohoOrganisation::connecting).toList());
        return "ZOHO READY " + Json.text(line);
    }
}
