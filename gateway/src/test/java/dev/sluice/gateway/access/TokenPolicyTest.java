package dev.sluice.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.common.access.Principal;
import dev.sluice.gateway.TestTools;
import dev.sluice.gateway.identity.TokenIssuer;
import dev.sluice.gateway.identity.TokenRule;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Agents that are known by the tokens of an issuer. */
class TokenPolicyTest {
    private static final String ISSUERS = """
            issuers:
              corp:
                issuer: https://login.example/realm
                audiences: [https://sluice.example/mcp]
            """;
    private static final String ROLES = """
            roles:
              reader: {tools: [search_contacts]}
            """;

    @Test
    void anAgentMayBeKnownByTokensAlone() {
        var policy = AccessPolicy.parse("p.yaml", ROLES + """
                issuers:
                  corp:
                    issuer: https://login.example/realm
                    keys: https://login.example/keys
                    audiences: [https://sluice.example/mcp, api]
                agents:
                  alice:
                    role: reader
                    connection: main
                    jwt:
                      - {issuer: corp, claim: client_id, value: alice-app, scopes: [sluice]}
                      - {issuer: corp, scopes: [sluice.alice]}
                  bob:
                    role: reader
                    connection: main
                    jwt: {issuer: corp, claim: sub, value: bob}
                """, TestTools.catalog());

        var alice = new Principal("alice", "reader");
        assertThat(policy.tokens().issuers())
                .containsExactly(new TokenIssuer(
                        "corp",
                        "https://login.example/realm",
                        URI.create("https://login.example/keys"),
                        Set.of("https://sluice.example/mcp", "api")));
        assertThat(policy.tokens().rules())
                .containsExactly(
                        new TokenRule("corp", "client_id", "alice-app", Set.of("sluice"), alice),
                        new TokenRule("corp", null, null, Set.of("sluice.alice"), alice),
                        new TokenRule("corp", "sub", "bob", Set.of(), new Principal("bob", "reader")));
        assertThat(policy.tokens().scopes()).containsExactly("sluice", "sluice.alice");
        assertThat(policy.tokens().scopesOfAll()).isEmpty();
    }

    @Test
    void whatIsWrongWithAnIssuerIsNamed() {
        assertThat(problems(ROLES + """
                issuers:
                  corp: {issuer: "http://login.example", keys: keys.json, audiences: []}
                  same: {issuer: "https://a.example", audiences: [x]}
                  again: {issuer: "https://a.example", audience: x}
                agents: {}
                """))
                .containsExactly(
                        "p.yaml:4:18: the issuer of issuer corp is 'http://login.example', expected an https address"
                                + " (http on this machine only)",
                        "p.yaml:4:48: the address of the keys of issuer corp is 'keys.json', expected an https address"
                                + " (http on this machine only)",
                        "p.yaml:4:70: expected at least one of the audiences of issuer corp",
                        "p.yaml:6:10: this issuer stands here a second time, first in line 5",
                        "p.yaml:6:10: issuer again lacks audiences",
                        "p.yaml:6:40: issuer again has no 'audience', expected issuer, keys, audiences; did you mean"
                                + " audiences?");
    }

    @Test
    void whatIsWrongWithARuleIsNamed() {
        assertThat(problems(ROLES + ISSUERS + """
                agents:
                  alice:
                    role: reader
                    connection: main
                    jwt:
                      - {issuer: crop, claim: sub, value: alice}
                      - {issuer: corp}
                      - {issuer: corp, claim: sub}
                      - {issuer: corp, scopes: ["a b", 'say "x"']}
                      - {claim: sub, value: 7}
                  bob: {role: reader, connection: main, jwt: []}
                """))
                .containsExactly(
                        "p.yaml:12:18: there is no issuer 'crop'; did you mean corp?",
                        "p.yaml:13:9: jwt of agent alice is about every token of its issuer; add claim and value, or"
                                + " scopes",
                        "p.yaml:14:9: jwt of agent alice needs both claim and value, or neither",
                        "p.yaml:15:32: 'a b' is no scope: visible ASCII without quotes or backslashes",
                        "p.yaml:15:32: 'say \"x\"' is no scope: visible ASCII without quotes or backslashes",
                        "p.yaml:16:9: jwt of agent alice lacks issuer",
                        "p.yaml:16:29: expected value of jwt of agent alice as text, found '7' (quote it to make it"
                                + " text)",
                        "p.yaml:17:46: expected at least one of the tokens of jwt of agent bob");
    }

    @Test
    void theSameTokensCannotBeTwoAgents() {
        assertThat(problems(ROLES + ISSUERS + """
                agents:
                  alice: {role: reader, connection: main, jwt: {issuer: corp, claim: sub, value: x}}
                  bob: {role: reader, connection: main, jwt: {issuer: corp, claim: sub, value: x}}
                """))
                .containsExactly("p.yaml:9:46: jwt of agent bob is about the same tokens as that of agent alice");
    }

    private static List<String> problems(String yaml) {
        var invalid = catchThrowableOfType(
                InvalidPolicy.class, () -> AccessPolicy.parse("p.yaml", yaml, TestTools.catalog()));
        return Objects.requireNonNull(invalid).problems();
    }
}
