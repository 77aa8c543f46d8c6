package dev.sluice.sandbox.zoho;

import dev.sluice.sandbox.zoho.control.ControlApi;
import dev.sluice.sandbox.zoho.control.ControlledOrganisation;
import dev.sluice.sandbox.zoho.fault.Faults;
import dev.sluice.sandbox.zoho.http.HttpServer;
import dev.sluice.sandbox.zoho.limit.Limits;
import dev.sluice.sandbox.zoho.log.RequestLog;
import dev.sluice.sandbox.zoho.oauth.AccountsServer;
import dev.sluice.sandbox.zoho.oauth.Consent;
import dev.sluice.sandbox.zoho.oauth.TokenRules;
import dev.sluice.sandbox.zoho.seed.ZohoData;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Zoho on this machine: accounts server, CRM, Books and Projects of each data centre on one address, over invented
 * companies. It answers, errs, throttles and fails as the real ones are known to.
 */
public final class ZohoDouble implements AutoCloseable {

    private final List<HttpServer> servers = new ArrayList<>();
    private final List<Founded> founded;
    private final Map<String, ZohoOrganisation> organisations = new LinkedHashMap<>();
    private final Faults faults = new Faults();
    private final RequestLog requests = new RequestLog();

    private ZohoDouble(List<Founded> founded) {
        this.founded = founded;
    }

    /** An organisation and the accounts server it is registered with. */
    private record Founded(Organisation organisation, AccountsServer accounts, ZohoAccount account) {

        String name() {
            return organisation.client().organisation();
        }

        String dataCentre() {
            return organisation.client().dataCentre();
        }
    }

    public static ZohoDouble start(ZohoDoubleOptions options) {
        Map<String, AccountsServer> accounts = new LinkedHashMap<>();
        List<Founded> founded = new ArrayList<>();
        for (Company company : options.companies()) {
            AccountsServer server = accounts.computeIfAbsent(
                    company.dataCentre(), _ -> new AccountsServer(options.clock(), options.tokens()));
            founded.add(found(company, founded.size(), server, options));
        }
        ZohoDouble zoho = new ZohoDouble(List.copyOf(founded));
        try {
            zoho.open(accounts, options);
            return zoho;
        } catch (RuntimeException e) {
            zoho.close();
            throw e;
        }
    }

    private static Founded found(Company company, int index, AccountsServer accounts, ZohoDoubleOptions options) {
        Foundation foundation = new Foundation(company, index, options);
        ZohoData data = foundation.data();
        Limits limits = new Limits(options.clock(), options.limits());
        Organisation organisation = Organisation.of(data, options.clock(), limits, foundation.client());
        accounts.register(organisation.client(), limits, organisation.firstUser());
        String refreshToken =
                accounts.grant(new Consent(organisation.client(), organisation.firstUser(), Set.copyOf(Scopes.NEEDED)));
        ZohoAccount account = new ZohoAccount(
                organisation.client().id(),
                organisation.client().secret(),
                refreshToken,
                data.books().organizationId(),
                data.projects().portalId());
        return new Founded(organisation, accounts, account);
    }

    private void open(Map<String, AccountsServer> accounts, ZohoDoubleOptions options) {
        faults.latency(options.latency());
        ControlApi control = new ControlApi(
                requests, faults, founded.stream().map(this::controlled).toList());
        accounts.forEach((dataCentre, server) -> {
            Map<String, Organisation> there = new LinkedHashMap<>();
            List<Founded> local = founded.stream()
                    .filter(each -> each.dataCentre().equals(dataCentre))
                    .toList();
            local.forEach(each -> there.put(each.name(), each.organisation()));
            FrontDesk desk = new FrontDesk(options.clock(), server, there, faults, requests, control);
            HttpServer listening = HttpServer.start(
                    options.address(), options.port() == 0 ? 0 : options.port() + servers.size(), desk);
            servers.add(listening);
            local.forEach(each -> organisations.put(each.name(), shown(each, listening.url())));
        });
    }

    private ControlledOrganisation controlled(Founded each) {
        Organisation organisation = each.organisation();
        return new ControlledOrganisation(
                organisation.client(),
                each.accounts(),
                organisation.data(),
                organisation.crm(),
                organisation.limits(),
                () -> organisation(each.name()).connecting());
    }

    private static ZohoOrganisation shown(Founded each, URI url) {
        Organisation organisation = each.organisation();
        return new ZohoOrganisation(
                each.name(), each.dataCentre(), url, each.account(), organisation.data(), organisation.limits());
    }

    /** Where everything of the first organisation is: its accounts server as well as all APIs. */
    public URI url() {
        return first().url();
    }

    public ZohoAccount account() {
        return first().account();
    }

    public Faults faults() {
        return faults;
    }

    public RequestLog requests() {
        return requests;
    }

    /** The first company's data as it is now, notes that were added included. */
    public ZohoData data() {
        return first().data();
    }

    /** How the first organisation is limited, and what was counted. */
    public Limits limits() {
        return first().limits();
    }

    /** All organisations, in the order in which they were asked for. */
    public List<ZohoOrganisation> organisations() {
        return founded.stream().map(each -> organisation(each.name())).toList();
    }

    /** The organisation of that company. */
    public ZohoOrganisation organisation(String company) {
        ZohoOrganisation organisation = organisations.get(company);
        if (organisation == null) {
            throw new IllegalArgumentException("there is no organisation " + company);
        }
        return organisation;
    }

    private ZohoOrganisation first() {
        return organisation(founded.getFirst().name());
    }

    public void tokenRules(TokenRules rules) {
        founded.forEach(each -> each.accounts().rules(rules));
    }

    /** A code of the first organisation as the console shows it to an administrator: good once, for three minutes. */
    public String authorizationCode(Collection<String> scopes) {
        Founded first = founded.getFirst();
        Organisation organisation = first.organisation();
        Consent consent = new Consent(organisation.client(), organisation.firstUser(), Set.copyOf(scopes));
        return first.accounts().code(consent, AccountsServer.CODE_LIFETIME).value();
    }

    /** All access tokens given so far stop working. */
    public void expireAccessTokens() {
        founded.forEach(each -> each.accounts().expireAccessTokens());
    }

    @Override
    public void close() {
        servers.forEach(HttpServer::close);
    }
}
