package dev.sluice.sandbox.zoho.command;

import dev.sluice.common.json.Json;
import dev.sluice.sandbox.command.Interruption;
import dev.sluice.sandbox.zoho.ZohoDouble;
import dev.sluice.sandbox.zoho.ZohoDoubleOptions;
import dev.sluice.sandbox.zoho.ZohoOrganisation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
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

    @Option(
            names = "--credentials",
            paramLabel = "FILE",
            description = "also writes the credentials of the first organisation there, for a worker's"
                    + " zoho.NAME.credentials=file:FILE")
    private @Nullable Path credentials;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws InterruptedException, IOException {
        ZohoDoubleOptions doubleOptions = options();
        try (Interruption interruption = Interruption.expected();
                ZohoDouble zoho = ZohoDouble.start(doubleOptions)) {
            if (credentials != null) {
                write(zoho, credentials);
            }
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

    /** Of this run: the double knows those of no other. */
    static void write(ZohoDouble zoho, Path credentials) throws IOException {
        Files.deleteIfExists(credentials);
        Files.createFile(
                credentials, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        ZohoOrganisation first = zoho.organisations().getFirst();
        Files.writeString(credentials, zoho.account().asSecret(first.dataCentre()));
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
