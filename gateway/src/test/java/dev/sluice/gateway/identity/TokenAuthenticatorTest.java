package dev.sluice.gateway.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import dev.sluice.common.access.Principal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens of an issuer that publishes its keys over HTTP. */
class TokenAuthenticatorTest {
    private static final Principal REPORTING = new Principal("reporting-agent", "finance");
    private static final Principal SERVICE = new Principal("service-agent", "customer-service");
    private static final Instant START = Instant.parse("2026-11-24T09:00:00Z");
    private static final ECKey KEY = TestIssuer.newKey("k1");
    private static final RSAKey RSA_KEY = rsa("r1");

    private final AtomicReference<Instant> now = new AtomicReference<>(START);
    private final AtomicReference<TokenRules> rules = new AtomicReference<>(TokenRules.none());
    private TestIssuer issuer;
    private TokenAuthenticator authenticator;

    @BeforeEach
    void open() {
        issuer = TestIssuer.open();
        issuer.publish(KEY.toPublicJWK(), RSA_KEY.toPublicJWK());
        knowing(rule("client_id", "reporting", Set.of(), REPORTING));
        authenticator = TokenAuthenticator.of(rules::get, OAuthSettingsTest.defaults(), now::get);
    }

    @AfterEach
    void close() {
        authenticator.close();
        issuer.close();
    }

    @Test
    void aTokenIsTheAgentsThatThePolicySaysByItsClaim() {
        knowing(
                rule("client_id", "other", Set.of(), SERVICE),
                rule("sub", "user-1", Set.of(), REPORTING),
                rule("azp", "reporting", Set.of(), SERVICE));

        assertThat(authenticate(KEY, claims -> claims)).isEqualTo(new Authentication.Authenticated(REPORTING));
    }

    @Test
    void algorithmsOfBothFamiliesOfKeysAreTaken() {
        assertThat(List.of(JWSAlgorithm.RS256, JWSAlgorithm.RS512, JWSAlgorithm.PS256))
                .allSatisfy(algorithm -> assertThat(authenticator.authenticate(
                                TestIssuer.sign(RSA_KEY, issuer.claims(START).build(), header -> header, algorithm)))
                        .isEqualTo(new Authentication.Authenticated(REPORTING)));
    }

    @Test
    void aTokenOfNoAgentIsRefused() {
        assertRefused(authenticate(KEY, claims -> claims.claim("client_id", "stranger")), "no agent has this token");
    }

    @Test
    void aTokenOfAnotherIssuerIsRefusedAndNobodyIsAskedAboutIt() {
        assertRefused(
                authenticate(KEY, claims -> claims.issuer("https://evil.example")),
                "the token's issuer is none of those that are trusted here");
        assertThat(issuer.asked()).isZero();
    }

    @Test
    void aTokenForAnotherResourceIsRefused() {
        assertRefused(
                authenticate(
                        KEY, claims -> claims.audience(List.of("https://other.example", TestIssuer.AUDIENCE + "/"))),
                "the token was issued for another resource");
        assertRefused(
                authenticate(KEY, claims -> claims.audience((String) null)),
                "the token was issued for another resource");
    }

    @Test
    void oneAudienceOfSeveralIsEnough() {
        assertThat(authenticate(KEY, claims -> claims.audience(List.of("https://other.example", TestIssuer.AUDIENCE))))
                .isEqualTo(new Authentication.Authenticated(REPORTING));
    }

    @Test
    void timeIsJudgedWithALittleLeeway() {
        UnaryOperator<JWTClaimsSet.Builder> expiring =
                claims -> claims.expirationTime(Date.from(START.minusSeconds(20)));
        UnaryOperator<JWTClaimsSet.Builder> early = claims -> claims.notBeforeTime(Date.from(START.plusSeconds(20)));

        assertThat(authenticate(KEY, expiring)).isInstanceOf(Authentication.Authenticated.class);
        assertThat(authenticate(KEY, early)).isInstanceOf(Authentication.Authenticated.class);
        assertRefused(
                authenticate(KEY, claims -> claims.expirationTime(Date.from(START.minusSeconds(30)))),
                "the token has expired");
        assertRefused(
                authenticate(KEY, claims -> claims.notBeforeTime(Date.from(START.plusSeconds(31)))),
                "the token is not good yet");
        assertRefused(
                authenticate(KEY, claims -> claims.expirationTime(null)), "the token does not say when it expires");
    }

    @Test
    void aTokenThatWasGoodExpires() {
        var token = TestIssuer.sign(KEY, issuer.claims(START).build());
        assertThat(authenticator.authenticate(token)).isInstanceOf(Authentication.Authenticated.class);

        now.set(START.plusSeconds(331));

        assertRefused(authenticator.authenticate(token), "the token has expired");
    }

    @Test
    void anUnsignedTokenIsRefused() {
        var unsigned = new PlainJWT(issuer.claims(START).build()).serialize();

        assertThat(TokenAuthenticator.isToken(unsigned)).isTrue();
        assertRefused(authenticator.authenticate(unsigned), "the token is not a signed JWT");
    }

    @Test
    void aPublicKeyIsNoSharedSecret() throws JOSEException {
        var confused = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("r1").build(),
                issuer.claims(START).build());
        confused.sign(new MACSigner(RSA_KEY.toRSAPublicKey().getEncoded()));

        assertRefused(
                authenticator.authenticate(confused.serialize()),
                "the token is signed by another algorithm than RS, PS or ES with 256, 384 or 512");
    }

    @Test
    void anAlgorithmOfAnotherKindThanTheKeyIsRefused() {
        var other = new ECKey.Builder(TestIssuer.newKey("x")).keyID("r1").build();

        assertRefused(
                authenticator.authenticate(
                        TestIssuer.sign(other, issuer.claims(START).build())),
                "the token is not signed by a key of its issuer");
    }

    @Test
    void aForgedSignatureIsRefusedEvenWhenTheTokenBringsItsKey() {
        var forger = new ECKey.Builder(TestIssuer.newKey("x")).keyID("k1").build();
        var claims = issuer.claims(START).build();

        var withItsKey =
                TestIssuer.sign(forger, claims, header -> header.jwk(forger.toPublicJWK()), JWSAlgorithm.ES256);
        var withAnAddress = TestIssuer.sign(
                forger, claims, header -> header.jwkURL(URI.create(issuer.keysUrl())), JWSAlgorithm.ES256);

        assertThat(List.of(TestIssuer.sign(forger, claims), withItsKey, withAnAddress))
                .allSatisfy(token -> assertRefused(
                        authenticator.authenticate(token), "the token is not signed by a key of its issuer"));
    }

    @Test
    void aTokenWithAnotherPayloadIsRefused() {
        var parts = TestIssuer.sign(KEY, issuer.claims(START).build()).split("\\.", -1);
        var other = TestIssuer.sign(KEY, issuer.claims(START).subject("admin").build())
                .split("\\.", -1);

        assertRefused(
                authenticator.authenticate(parts[0] + "." + other[1] + "." + parts[2]),
                "the token is not signed by a key of its issuer");
    }

    @ParameterizedTest
    @ValueSource(strings = {"JWT", "at+jwt", "application/at+jwt"})
    void typesOfAccessTokensAreTaken(String type) {
        assertThat(authenticator.authenticate(ofType(type))).isInstanceOf(Authentication.Authenticated.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"logout+jwt", "dpop+jwt", "secevent+jwt"})
    void whatAnIssuerSignedForAnotherUseIsRefused(String type) {
        assertRefused(authenticator.authenticate(ofType(type)), "the token is not signed by a key of its issuer");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a.b.c",
                "..",
                "eyJhbGciOiJFUzI1NiJ9..",
                "eyJhbGciOiJFUzI1NiJ9.e30.",
                "bnVsbA.bnVsbA.bnVsbA",
                "W10.W10.W10",
                "eyJhbGciOiJub25lIn0.e30.",
                "eyJhbGciOjF9.e30.AA",
                "eyJhbGciOiJFUzI1NiIsImNyaXQiOlsiYiJdLCJiIjoxfQ.e30.AA"
            })
    void whatIsNoTokenIsRefused(String text) {
        assertThat(authenticator.authenticate(text)).isInstanceOf(Authentication.Refused.class);
    }

    @Test
    void aDeeplyNestedTokenIsRefused() {
        var deep = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(("{\"alg\":\"ES256\",\"x\":" + "[".repeat(3_000) + "]".repeat(3_000) + "}")
                        .getBytes(StandardCharsets.UTF_8));

        assertThat(authenticator.authenticate(deep + "." + deep + ".AA")).isInstanceOf(Authentication.Refused.class);
    }

    @Test
    void aNewKeyIsFoundWhenATokenNeedsIt() {
        authenticate(KEY, claims -> claims);
        var next = TestIssuer.newKey("k2");
        issuer.publish(KEY.toPublicJWK(), next.toPublicJWK());
        now.set(START.plusSeconds(11));

        assertThat(authenticate(next, claims -> claims)).isEqualTo(new Authentication.Authenticated(REPORTING));
        assertThat(authenticate(KEY, claims -> claims.jwtID("again"))).isInstanceOf(Authentication.Authenticated.class);
        assertThat(issuer.asked()).isEqualTo(2);
    }

    @Test
    void aKeyThatWasTakenAwayIsSoonTakenNoMore() {
        assertThat(authenticate(KEY, claims -> claims)).isInstanceOf(Authentication.Authenticated.class);
        issuer.publish(TestIssuer.newKey("k2").toPublicJWK());

        now.set(START.plusSeconds(301));

        // The first use after five minutes has newer keys looked for, beside it.
        await().untilAsserted(() ->
                assertRefused(authenticate(KEY, claims -> claims), "the token is not signed by a key of its issuer"));
    }

    @Test
    void manyInventedKeysCostTheIssuerOneRequestAndTheOthersNothing() throws Exception {
        authenticate(KEY, claims -> claims);
        now.set(START.plusSeconds(11));
        var invented = IntStream.range(0, 200)
                .mapToObj(i -> new ECKey.Builder(KEY).keyID("invented-" + i).build())
                .map(key -> TestIssuer.sign(key, issuer.claims(START).build()))
                .<Callable<Authentication>>map(token -> () -> authenticator.authenticate(token))
                .toList();

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var answer : threads.invokeAll(invented)) {
                assertRefused(answer.get(), "the token is not signed by a key of its issuer");
            }
        }

        assertThat(issuer.asked()).isEqualTo(2);
        issuer.publish(TestIssuer.KEYS, 503, "");
        assertThat(authenticate(KEY, claims -> claims.jwtID("known"))).isInstanceOf(Authentication.Authenticated.class);
    }

    @Test
    void whileTheIssuerIsAwayItsLastKeysStayInUseForATime() {
        authenticate(KEY, claims -> claims);
        issuer.publish(TestIssuer.KEYS, 503, "down for maintenance");
        now.set(START.plus(Duration.ofHours(4)));

        assertThat(authenticate(KEY, claims -> claims)).isInstanceOf(Authentication.Authenticated.class);

        now.set(START.plus(Duration.ofHours(4)).plusSeconds(1));
        assertThat(authenticate(KEY, claims -> claims))
                .isEqualTo(new Authentication.Unknown("the keys of the token's issuer cannot be had at the moment"));

        issuer.publish(KEY.toPublicJWK());
        now.set(START.plus(Duration.ofHours(4)).plusSeconds(20));
        assertThat(authenticate(KEY, claims -> claims)).isInstanceOf(Authentication.Authenticated.class);
    }

    @Test
    void aTokenOfAKnownKeyDoesNotWaitForAnIssuerThatHangs() {
        authenticate(KEY, claims -> claims);
        issuer.hang();
        now.set(START.plusSeconds(301));

        long begun = System.nanoTime();
        assertThat(authenticate(KEY, claims -> claims)).isInstanceOf(Authentication.Authenticated.class);
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(2));
        issuer.answerAgain();
    }

    @Test
    void keysThatAreNoneAreNotTaken() {
        var good = "{\"keys\":[" + KEY.toPublicJWK().toJSONString() + "]}";
        issuer.publish("/elsewhere", 200, good);
        for (var answer : List.of(
                answer(200, "<html>"),
                answer(200, "{\"keys\":7}"),
                answer(404, good),
                answer(302, "/elsewhere"),
                answer(200, " ".repeat(300_000) + good))) {
            answer.run();
            try (var fresh = TokenAuthenticator.of(rules::get, OAuthSettingsTest.defaults(), now::get)) {
                assertThat(fresh.authenticate(
                                TestIssuer.sign(KEY, issuer.claims(START).build())))
                        .isInstanceOf(Authentication.Unknown.class);
            }
        }
    }

    @Test
    void keysAreFoundByTheIssuersMetadata() {
        knowingByMetadata();
        issuer.publish(
                "/.well-known/oauth-authorization-server/realm",
                200,
                "{\"issuer\":\"" + issuer.url() + "\",\"jwks_uri\":\"" + issuer.keysUrl() + "\"}");

        assertThat(authenticate(KEY, claims -> claims)).isInstanceOf(Authentication.Authenticated.class);
    }

    @Test
    void keysAreFoundByOpenIdMetadataToo() {
        knowingByMetadata();
        issuer.publish(
                "/realm/.well-known/openid-configuration",
                200,
                "{\"issuer\":\"" + issuer.url() + "\",\"jwks_uri\":\"" + issuer.keysUrl() + "\"}");

        assertThat(authenticate(KEY, claims -> claims)).isInstanceOf(Authentication.Authenticated.class);
    }

    @Test
    void metadataOfAnotherIssuerOrWithAnUnsafeAddressIsNotFollowed() {
        knowingByMetadata();
        issuer.publish(
                "/.well-known/oauth-authorization-server/realm",
                200,
                "{\"issuer\":\"https://other.example\",\"jwks_uri\":\"" + issuer.keysUrl() + "\"}");
        issuer.publish(
                "/realm/.well-known/openid-configuration",
                200,
                "{\"issuer\":\"" + issuer.url() + "\",\"jwks_uri\":\"http://keys.example/\"}");

        assertThat(authenticate(KEY, claims -> claims)).isInstanceOf(Authentication.Unknown.class);
    }

    @Test
    void aScopeThatIsMissingIsNamed() {
        knowing(rule("client_id", "reporting", Set.of("sluice", "sluice.finance"), REPORTING));

        assertThat(authenticate(KEY, claims -> claims.claim("scope", "openid sluice")))
                .isEqualTo(new Authentication.InsufficientScope(
                        new TreeSet<>(Set.of("sluice", "sluice.finance")),
                        "the token was not issued for sluice and sluice.finance"));
        assertThat(authenticate(KEY, claims -> claims.claim("scope", "sluice.finance openid sluice")))
                .isEqualTo(new Authentication.Authenticated(REPORTING));
        assertThat(authenticate(KEY, claims -> claims.claim("scp", List.of("sluice", "sluice.finance"))))
                .isEqualTo(new Authentication.Authenticated(REPORTING));
    }

    @Test
    void aScopeAloneMayNameAnAgentUnlessAClaimDoes() {
        knowing(
                rule(null, null, Set.of("sluice.finance"), SERVICE),
                rule("client_id", "reporting", Set.of("sluice.finance"), REPORTING));

        assertThat(authenticate(KEY, claims -> claims.claim("scope", "sluice.finance")))
                .isEqualTo(new Authentication.Authenticated(REPORTING));
        assertThat(authenticate(
                        KEY, claims -> claims.claim("scope", "sluice.finance").claim("client_id", "any")))
                .isEqualTo(new Authentication.Authenticated(SERVICE));
    }

    @Test
    void aTokenThatCouldBeTwoAgentsIsNeithers() {
        knowing(rule(null, null, Set.of("a"), SERVICE), rule(null, null, Set.of("b"), REPORTING));

        assertRefused(
                authenticate(KEY, claims -> claims.claim("scope", "a b")),
                "this token could be that of more than one agent (service-agent, reporting-agent); operators tell them"
                        + " apart in the policy");
    }

    @Test
    void aChangeOfThePolicyCountsAtOnce() {
        var token = TestIssuer.sign(KEY, issuer.claims(START).build());
        assertThat(authenticator.authenticate(token)).isEqualTo(new Authentication.Authenticated(REPORTING));

        knowing(rule("client_id", "reporting", Set.of(), SERVICE));
        assertThat(authenticator.authenticate(token)).isEqualTo(new Authentication.Authenticated(SERVICE));

        rules.set(TokenRules.none());
        assertThat(authenticator.authenticate(token)).isInstanceOf(Authentication.Refused.class);
    }

    @Test
    void whatIsKnownOfATokenIsNotShown() {
        var token = new IssuedToken("corp", Map.of("sub", "mia@example.com"), Set.of("secret"), START);

        assertThat(token.toString()).isEqualTo("IssuedToken[issuer=corp]");
        assertThat(new Credentials(List.of("Bearer abc")).toString()).doesNotContain("abc");
    }

    private void knowing(TokenRule... known) {
        rules.set(new TokenRules(
                List.of(new TokenIssuer(
                        "corp", issuer.url(), URI.create(issuer.keysUrl()), Set.of(TestIssuer.AUDIENCE))),
                Arrays.asList(known)));
    }

    private void knowingByMetadata() {
        rules.set(new TokenRules(
                List.of(new TokenIssuer("corp", issuer.url(), null, Set.of(TestIssuer.AUDIENCE))),
                rules.get().rules()));
    }

    private static TokenRule rule(
            @Nullable String claim, @Nullable String value, Set<String> scopes, Principal principal) {
        return new TokenRule("corp", claim, value, scopes, principal);
    }

    private Authentication authenticate(JWK key, UnaryOperator<JWTClaimsSet.Builder> change) {
        return authenticator.authenticate(
                TestIssuer.sign(key, change.apply(issuer.claims(now.get())).build()));
    }

    private String ofType(String type) {
        return TestIssuer.sign(
                KEY, issuer.claims(START).build(), header -> header.type(new JOSEObjectType(type)), JWSAlgorithm.ES256);
    }

    private Runnable answer(int status, String body) {
        return () -> issuer.publish(TestIssuer.KEYS, status, body);
    }

    private static void assertRefused(Authentication authentication, String reason) {
        assertThat(authentication).isEqualTo(new Authentication.Refused(reason));
    }

    private static RSAKey rsa(String id) {
        try {
            return new RSAKeyGenerator(2048).keyID(id).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }
}
