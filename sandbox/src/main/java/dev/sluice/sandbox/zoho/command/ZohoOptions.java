package dev.sluice.sandbox.zoho.command;

import dev.sluice.sandbox.command.DurationConverter;
import dev.sluice.sandbox.zoho.Company;
import dev.sluice.sandbox.zoho.ZohoDoubleOptions;
import dev.sluice.sandbox.zoho.fault.Latency;
import dev.sluice.sandbox.zoho.limit.LimitChange;
import dev.sluice.sandbox.zoho.limit.LimitName;
import dev.sluice.sandbox.zoho.limit.LimitRules;
import dev.sluice.sandbox.zoho.oauth.TokenRules;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;

/** How the double is to be, as its command line says it. */
final class ZohoOptions {

    @Option(
            names = "--port",
            defaultValue = "7780",
            description =
                    "port of the first data centre; further ones follow (default ${DEFAULT-VALUE}; 0 takes free ones)")
    private int port;

    @Option(
            names = "--host",
            defaultValue = "127.0.0.1",
            description =
                    "address it listens on (default ${DEFAULT-VALUE}); its secrets are no secrets to who reaches it")
    private InetAddress host = InetAddress.getLoopbackAddress();

    @Option(
            names = "--company",
            paramLabel = "DC:NAME",
            converter = CompanyConverter.class,
            description = "an organisation, such as 'eu:Nordlicht GmbH'; may come several times"
                    + " (default: one in au, Coastline Digital Pty Ltd)")
    private List<Company> companies = new ArrayList<>();

    @Option(
            names = "--latency",
            defaultValue = "0ms",
            converter = LatencyConverter.class,
            description = "how long it takes to answer: 50ms, or 10ms..200ms, or p50=20ms,p99=900ms"
                    + " (default ${DEFAULT-VALUE})")
    private Latency latency = Latency.NONE;

    @Option(
            names = "--limits",
            defaultValue = "real",
            description = "real, lenient (only token requests) or off (default ${DEFAULT-VALUE})")
    private String limits = "real";

    @Option(
            names = "--limit",
            paramLabel = "NAME.PROPERTY=VALUE",
            converter = LimitOption.Converter.class,
            description = "changes one limit, such as books.minute.most=20 or projects.url.block=5s; properties are"
                    + " most, window, shape (sliding, fixed, first), phase, block, prolonged, elsewhere")
    private List<LimitOption> changes = new ArrayList<>();

    @Option(
            names = "--token-lifetime",
            defaultValue = "1h",
            converter = DurationConverter.class,
            description = "how long an access token is good for (default ${DEFAULT-VALUE})")
    private Duration tokenLifetime = Duration.ofHours(1);

    @Option(names = "--seed", description = "another number gives other data (default ${DEFAULT-VALUE})")
    private long seed = ZohoDoubleOptions.defaults().seed();

    @Option(
            names = "--scale",
            defaultValue = "1",
            description =
                    "how many times the usual 500 contacts and all that goes with them (default ${DEFAULT-VALUE})")
    private int scale = 1;

    /**
     * All options together.
     *
     * @throws IllegalArgumentException when one of them cannot be
     */
    ZohoDoubleOptions toDoubleOptions() {
        LimitRules rules = LimitRules.preset(limits);
        for (LimitOption option : changes) {
            rules = rules.changed(option.name(), option.change());
        }
        ZohoDoubleOptions options = ZohoDoubleOptions.defaults()
                .withAddress(host)
                .withPort(port)
                .withLatency(latency)
                .withSeed(seed)
                .withScale(scale)
                .withLimits(rules)
                .withTokens(TokenRules.REAL.withLifetime(tokenLifetime));
        return companies.isEmpty() ? options : options.withCompanies(companies);
    }

    static final class CompanyConverter implements ITypeConverter<Company> {
        @Override
        public Company convert(String value) {
            int colon = value.indexOf(':');
            if (colon < 0) {
                throw new IllegalArgumentException("expected a data centre, a colon and a name");
            }
            return Company.in(value.substring(0, colon), value.substring(colon + 1));
        }
    }

    /** A change to one limit. */
    record LimitOption(LimitName name, LimitChange change) {

        static final class Converter implements ITypeConverter<LimitOption> {
            @Override
            public LimitOption convert(String value) {
                int equals = value.indexOf('=');
                int dot = value.lastIndexOf('.', Math.max(equals, 0));
                if (equals < 0 || dot < 0) {
                    throw new IllegalArgumentException("expected NAME.PROPERTY=VALUE");
                }
                String label = value.substring(0, dot);
                LimitName name = LimitName.labelled(label)
                        .orElseThrow(() -> new IllegalArgumentException(
                                "there is no limit " + label + "; there are " + String.join(", ", LimitName.labels())));
                return new LimitOption(
                        name, LimitChanges.parse(value.substring(dot + 1, equals), value.substring(equals + 1)));
            }
        }
    }
}
