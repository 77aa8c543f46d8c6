package dev.sluice.sandbox.zoho.sdk;

import dev.sluice.sandbox.zoho.ZohoDouble;
import dev.sluice.sandbox.zoho.ZohoDoubleOptions;
import dev.sluice.sandbox.zoho.limit.LimitRules;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows that the double is like Zoho to clients that know nothing of it. */
@Command(
        name = "zoho-sdks",
        mixinStandardHelpOptions = true,
        description = {
            "Starts the Zoho double and lets clients loose on it that others wrote for Zoho itself:",
            "@zohocrm/typescript-sdk-8.0, @zohocrm/nodejs-sdk-8.0, @panoptic-it-solutions/zoho-projects-client.",
            "Needs Node with npm, and its registry the first time. Ends with exit code 0 when all they do works."
        })
public final class ZohoSdksCommand implements Callable<Integer> {

    private static final long INSTALLING_SECONDS = 300;
    private static final long RUNNING_SECONDS = 180;

    @Option(
            names = "--folder",
            defaultValue = "sandbox/target/zoho-sdks",
            description = "where the clients are installed (default ${DEFAULT-VALUE})")
    private Path folder = Path.of("sandbox/target/zoho-sdks");

    @Override
    public Integer call() throws Exception {
        if (!SdkScripts.present("node") || !SdkScripts.present("npm")) {
            System.err.println("Node with npm is not installed here, so nothing was tried.");
            return 1;
        }
        SdkScripts scripts = new SdkScripts(folder);
        scripts.write();
        if (scripts.run(
                        INSTALLING_SECONDS,
                        "npm",
                        "ci",
                        "--prefer-offline",
                        "--no-audit",
                        "--no-fund",
                        "--loglevel=error")
                != 0) {
            System.err.println("The clients could not be installed into " + folder + ".");
            return 1;
        }
        List<String> failed = new ArrayList<>();
        try (ZohoDouble zoho = ZohoDouble.start(ZohoDoubleOptions.defaults().withLimits(LimitRules.off()))) {
            for (String run : SdkScripts.RUNS) {
                System.out.println(run);
                if (scripts.run(RUNNING_SECONDS, "node", run, zoho.url().toString()) != 0) {
                    failed.add(run);
                }
            }
        }
        System.out.println(
                failed.isEmpty() ? "All of them work." : "Not all of it works: " + String.join(", ", failed));
        return failed.isEmpty() ? 0 : 1;
    }
}
