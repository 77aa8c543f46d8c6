package dev.sluice.sandbox.stack;

import dev.sluice.sandbox.secrets.SecretsManagerDouble;
import dev.sluice.sandbox.zoho.Company;
import dev.sluice.sandbox.zoho.ZohoAccount;
import dev.sluice.sandbox.zoho.ZohoDouble;
import dev.sluice.sandbox.zoho.ZohoDoubleOptions;
import java.io.IOException;
import java.net.URI;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What stands in for Zoho and for where the credentials are kept, and how workers are told of it. */
final class SandboxZoho {
    /** The organisations beside the first, in other data centres. */
    private static final List<Company> OTHERS = List.of(Company.in("eu", "Nordlicht GmbH"));

    /** How many organisations there can be. */
    static final int MOST_ORGANISATIONS = 1 + OTHERS.size();

    /** Whom another server than the double is told about, unless the settings of the worker say otherwise. */
    private static final ZohoAccount ANYONE =
            new ZohoAccount("1000.SANDBOX", "sandbox-secret", "1000.sandbox.refresh", "10234695", "42");

    private final Optional<ZohoDouble> zoho;
    private final SecretsManagerDouble secrets;
    private final List<SandboxConnection> connections;
    private final SandboxOptions options;
    private final SandboxFiles files;

    private SandboxZoho(
            Optional<ZohoDouble> zoho,
            SecretsManagerDouble secrets,
            List<SandboxConnection> connections,
            SandboxOptions options,
            SandboxFiles files) {
        this.zoho = zoho;
        this.secrets = secrets;
        this.connections = List.copyOf(connections);
        this.options = options;
        this.files = files;
    }

    /** Starts the doubles, and has the credentials of each organisation kept in a secret of its own. */
    static SandboxZoho start(SandboxOptions options, SandboxFiles files, Opened opened) throws IOException {
        var zoho = options.zohoUrl().isPresent()
                ? Optional.<ZohoDouble>empty()
                : Optional.of(opened.add(ZohoDouble.start(doubleOptions(options))));
        var connections = zoho.map(SandboxZoho::connections)
                .orElseGet(() -> List.of(elsewhere(options.zohoUrl().orElseThrow())));
        var secrets = opened.add(SecretsManagerDouble.start(0, InstantSource.system()));
        for (var connection : connections) {
            secrets.put(connection.secret(), connection.account().asSecret(connection.dataCentre()));
        }
        files.writeAwsCredentials(SecretsManagerDouble.ACCESS_KEY_ID, SecretsManagerDouble.SECRET_ACCESS_KEY);
        return new SandboxZoho(zoho, secrets, connections, options, files);
    }

    private static ZohoDoubleOptions doubleOptions(SandboxOptions options) {
        var defaults = ZohoDoubleOptions.defaults();
        var companies = new ArrayList<>(defaults.companies());
        companies.addAll(OTHERS.subList(0, options.organisations() - 1));
        return defaults.withCompanies(companies)
                .withLatency(options.zohoLatency())
                .withLimits(options.zohoLimits());
    }

    private static List<SandboxConnection> connections(ZohoDouble zoho) {
        var connections = new ArrayList<SandboxConnection>();
        for (var organisation : zoho.organisations()) {
            connections.add(SandboxConnection.of(organisation, connections.isEmpty()));
        }
        return connections;
    }

    private static SandboxConnection elsewhere(URI url) {
        return new SandboxConnection("main", "", "au", url, ANYONE, ZoneId.of("Australia/Sydney"));
    }

    /** The double, unless another server stands in for it. */
    ZohoDouble zoho() {
        return zoho.orElseThrow(() -> new SandboxFailed(
                "this sandbox uses the server at " + connections.getFirst().url()));
    }

    SecretsManagerDouble secrets() {
        return secrets;
    }

    /** The organisations, the first first. */
    List<SandboxConnection> connections() {
        return connections;
    }

    /** The settings by which workers reach the organisations. */
    Map<String, String> settings() {
        var settings = new LinkedHashMap<String, String>();
        settings.put(
                "zoho.connections",
                connections.stream().map(SandboxConnection::name).collect(Collectors.joining(",")));
        connections.forEach(connection -> settings.putAll(connection.settings()));
        settings.put("aws.region", SecretsManagerDouble.REGION);
        settings.put("aws.endpoint", secrets.url().toString());
        settings.put("aws.credentials-file", files.awsCredentials().toString());
        return settings;
    }

    /** The settings by which workers know how much may be asked of each. */
    Map<String, String> quota() {
        var settings = new LinkedHashMap<String, String>();
        connections.forEach(
                connection -> settings.putAll(DoubledLimits.settings(connection.name(), options.zohoLimits())));
        return settings;
    }
}
