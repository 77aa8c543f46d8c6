package dev.sluice.sandbox.zoho;

import dev.sluice.sandbox.zoho.fault.Latency;
import dev.sluice.sandbox.zoho.limit.LimitRules;
import dev.sluice.sandbox.zoho.oauth.TokenRules;
import java.net.InetAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/**
 * How a double is to be: on which address and port (0 for any; further data centres are on the next ones), how late it answers,
 * from which seed its data grows and how much of it, what time it is there, how freely it gives tokens, how much may
 * be asked of each organisation, and whose organisations there are.
 */
public record ZohoDoubleOptions(
        InetAddress address,
        int port,
        Latency latency,
        long seed,
        int scale,
        InstantSource clock,
        TokenRules tokens,
        LimitRules limits,
        List<Company> companies) {

    private static final Company COASTLINE = Company.in("au", "Coastline Digital Pty Ltd");

    public ZohoDoubleOptions {
        companies = List.copyOf(companies);
        if (companies.isEmpty()
                || companies.stream().map(Company::name).distinct().count() < companies.size()) {
            throw new IllegalArgumentException("there must be a company, and no two of the same name");
        }
    }

    public static ZohoDoubleOptions defaults() {
        return new ZohoDoubleOptions(
                InetAddress.getLoopbackAddress(),
                0,
                Latency.NONE,
                20_260_701L,
                1,
                InstantSource.system(),
                TokenRules.REAL,
                LimitRules.lenient(),
                List.of(COASTLINE));
    }

    public ZohoDoubleOptions withAddress(InetAddress other) {
        return new ZohoDoubleOptions(other, port, latency, seed, scale, clock, tokens, limits, companies);
    }

    public ZohoDoubleOptions withPort(int other) {
        return new ZohoDoubleOptions(address, other, latency, seed, scale, clock, tokens, limits, companies);
    }

    public ZohoDoubleOptions withLatency(Duration always) {
        return withLatency(new Latency.Constant(always));
    }

    public ZohoDoubleOptions withLatency(Latency other) {
        return new ZohoDoubleOptions(address, port, other, seed, scale, clock, tokens, limits, companies);
    }

    public ZohoDoubleOptions withSeed(long other) {
        return new ZohoDoubleOptions(address, port, latency, other, scale, clock, tokens, limits, companies);
    }

    public ZohoDoubleOptions withScale(int other) {
        return new ZohoDoubleOptions(address, port, latency, seed, other, clock, tokens, limits, companies);
    }

    public ZohoDoubleOptions withClock(InstantSource other) {
        return new ZohoDoubleOptions(address, port, latency, seed, scale, other, tokens, limits, companies);
    }

    public ZohoDoubleOptions withTokens(TokenRules other) {
        return new ZohoDoubleOptions(address, port, latency, seed, scale, clock, other, limits, companies);
    }

    public ZohoDoubleOptions withLimits(LimitRules other) {
        return new ZohoDoubleOptions(address, port, latency, seed, scale, clock, tokens, other, companies);
    }

    public ZohoDoubleOptions withCompanies(List<Company> others) {
        return new ZohoDoubleOptions(address, port, latency, seed, scale, clock, tokens, limits, others);
    }
}
