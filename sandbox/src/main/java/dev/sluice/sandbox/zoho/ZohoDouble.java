package dev.sluice.sandbox.zoho;

import dev.sluice.sandbox.zoho.control.ControlApi;
import dev.sluice.sandbox.zoho.fault.Faults;
import dev.sluice.sandbox.zoho.http.HttpServer;
import dev.sluice.sandbox.zoho.log.RequestLog;
import dev.sluice.sandbox.zoho.oauth.AccountsServer;
import dev.sluice.sandbox.zoho.oauth.OAuthClient;
import dev.sluice.sandbox.zoho.oauth.TokenRules;
import dev.sluice.sandbox.zoho.seed.Seed;
import dev.sluice.sandbox.zoho.seed.ZohoData;
import java.net.URI;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Map;

/**
 * Zoho on this machine: its accounts server, CRM, Books and Projects on one address, over one invented company. It
 * answers, errs, throttles and fails as the real ones are known to.
 */
public final class ZohoDouble implements AutoCloseable {

    private static final String COMPANY = "Coastline Digital Pty Ltd";
    private static final String DATA_CENTER = "au";
    private static final long FIRST_ID = 7_148_200_000_000_100_000L;

    private final HttpServer server;
    private final AccountsServer accounts;
    private final OAuthClient client;
    private final ZohoAccount account;
    private final ZohoData data;
    private final Faults faults;
    private final RequestLog requests;

    private ZohoDouble(
            HttpServer server,
            AccountsServer accounts,
            OAuthClient client,
            ZohoAccount account,
            ZohoData data,
            Faults faults,
            RequestLog requests) {
        this.server = server;
        this.accounts = accounts;
        this.client = client;
        this.account = account;
        this.data = data;
        this.faults = faults;
        this.requests = requests;
    }

    public static ZohoDouble start(ZohoDoubleOptions options) {
        LocalDate today = LocalDate.ofInstant(options.clock().instant(), ZohoDoubleOptions.ZONE);
        ZohoData data =
                new Seed(options.seed(), today, ZohoDoubleOptions.ZONE, options.scale()).grow(COMPANY, FIRST_ID);

        AccountsServer accounts = new AccountsServer(options.clock(), DATA_CENTER, options.tokens());
        OAuthClient client = new OAuthClient(
                "1000.SLUICEDOUBLE0CLIENT0AU000000000", "0f3a5c7e9b1d2f4a6c8e0b2d4f6a8c0e", COMPANY, DATA_CENTER);
        accounts.register(client);
        ZohoAccount account = new ZohoAccount(
                client.id(),
                client.secret(),
                accounts.grant(client, Scopes.NEEDED),
                data.books().organizationId(),
                data.projects().portalId());

        Faults faults = new Faults();
        RequestLog requests = new RequestLog();
        faults.latency(options.latency());
        ControlApi control = new ControlApi(
                requests, faults, () -> account, () -> data.crm().notes().all());
        FrontDesk desk = new FrontDesk(
                options.clock(),
                accounts,
                Map.of(COMPANY, Organisation.of(data, options.clock())),
                faults,
                requests,
                control);
        HttpServer server = HttpServer.start(options.port(), desk);
        return new ZohoDouble(server, accounts, client, account, data, faults, requests);
    }

    /** Where everything is: the accounts server as well as all APIs. */
    public URI url() {
        return server.url();
    }

    public ZohoAccount account() {
        return account;
    }

    public Faults faults() {
        return faults;
    }

    public RequestLog requests() {
        return requests;
    }

    /** The company's data as it is now, notes that were added included. */
    public ZohoData data() {
        return data;
    }

    public void tokenRules(TokenRules rules) {
        accounts.rules(rules);
    }

    /** A code as the console shows it to an administrator: good once, for three minutes. */
    public String authorizationCode(Collection<String> scopes) {
        return accounts.code(client, scopes);
    }

    /** All access tokens given so far stop working. */
    public void expireAccessTokens() {
        accounts.expireAccessTokens();
    }

    @Override
    public void close() {
        server.close();
    }
}
