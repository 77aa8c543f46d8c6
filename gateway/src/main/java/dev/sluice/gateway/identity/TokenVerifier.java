package dev.sluice.gateway.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Checks tokens: JWTs that an issuer signed for this gateway (RFC 9068), by a public key that the issuer publishes. What a
 * token says of where its key is to be had is not followed. No reason quotes a token.
 */
final class TokenVerifier {
    /** By a public key only: whoever could check a token by a shared secret could make one. */
    private static final Set<JWSAlgorithm> ALGORITHMS = Set.of(
            JWSAlgorithm.RS256,
            JWSAlgorithm.RS384,
            JWSAlgorithm.RS512,
            JWSAlgorithm.PS256,
            JWSAlgorithm.PS384,
            JWSAlgorithm.PS512,
            JWSAlgorithm.ES256,
            JWSAlgorithm.ES384,
            JWSAlgorithm.ES512);

    /** As RFC 9068 has it, with and without its prefix, as it was before, and not at all. */
    private static final DefaultJOSEObjectTypeVerifier<SecurityContext> TYPES = new DefaultJOSEObjectTypeVerifier<>(
            new JOSEObjectType("at+jwt"), new JOSEObjectType("application/at+jwt"), JOSEObjectType.JWT, null);

    private final Duration leeway;
    private final InstantSource clock;
    private final IssuerDocuments documents;
    private final KeySettings settings;
    private final Map<Source, DefaultJWTProcessor<SecurityContext>> processors = new ConcurrentHashMap<>();

    /**
     * Checks by these means.
     *
     * @param leeway by how much the clocks of issuers may differ from this one
     */
    TokenVerifier(Duration leeway, KeySettings settings, IssuerDocuments documents, InstantSource clock) {
        this.leeway = leeway;
        this.settings = settings;
        this.documents = documents;
        this.clock = clock;
    }

    TokenCheck check(String token, TokenRules rules) {
        SignedJWT jwt;
        JWTClaimsSet claims;
        try {
            jwt = SignedJWT.parse(token);
            claims = jwt.getJWTClaimsSet();
        } catch (ParseException | RuntimeException _) {
            // What is no object where one should be breaks the parser in ways of its own.
            return new TokenCheck.Bad("the token is not a signed JWT");
        }
        if (!ALGORITHMS.contains(jwt.getHeader().getAlgorithm())) {
            return new TokenCheck.Bad(
                    "the token is signed by another algorithm than RS, PS or ES with 256, 384 or 512");
        }
        if (claims == null || claims.getIssuer() == null) {
            return new TokenCheck.Bad("the token does not say who issued it");
        }
        return rules.issuer(claims.getIssuer())
                .map(issuer -> check(jwt, issuer))
                .orElseGet(() -> new TokenCheck.Bad("the token's issuer is none of those that are trusted here"));
    }

    private TokenCheck check(SignedJWT jwt, TokenIssuer issuer) {
        try {
            var processor = processors.computeIfAbsent(Source.of(issuer), _ -> processor(issuer));
            return check(processor.process(jwt, null), issuer);
        } catch (KeySourceException e) {
            return new TokenCheck.Unknown("the keys of the token's issuer cannot be had at the moment");
        } catch (BadJOSEException | JOSEException _) {
            return new TokenCheck.Bad("the token is not signed by a key of its issuer");
        }
    }

    private TokenCheck check(JWTClaimsSet claims, TokenIssuer issuer) {
        var now = clock.instant();
        var expires = instant(claims.getExpirationTime());
        if (expires == null) {
            return new TokenCheck.Bad("the token does not say when it expires");
        }
        if (!now.isBefore(expires.plus(leeway))) {
            return new TokenCheck.Bad("the token has expired");
        }
        var notBefore = instant(claims.getNotBeforeTime());
        if (notBefore != null && now.isBefore(notBefore.minus(leeway))) {
            return new TokenCheck.Bad("the token is not good yet");
        }
        if (claims.getAudience().stream().noneMatch(issuer.audiences()::contains)) {
            return new TokenCheck.Bad("the token was issued for another resource");
        }
        return new TokenCheck.Good(new IssuedToken(issuer.name(), texts(claims), scopes(claims), expires.plus(leeway)));
    }

    private DefaultJWTProcessor<SecurityContext> processor(TokenIssuer issuer) {
        var processor = new DefaultJWTProcessor<SecurityContext>();
        processor.setJWSTypeVerifier(TYPES);
        processor.setJWSKeySelector(
                new JWSVerificationKeySelector<>(ALGORITHMS, new IssuerKeys(issuer, settings, documents, clock)));
        // Claims are checked above, where each has a reason of its own.
        processor.setJWTClaimsSetVerifier((_, _) -> {});
        return processor;
    }

    private static Map<String, String> texts(JWTClaimsSet claims) {
        var texts = new HashMap<String, String>();
        claims.getClaims().forEach((name, value) -> {
            if (value instanceof String text) {
                texts.put(name, text);
            }
        });
        return texts;
    }

    /** As RFC 9068 has them, in one text, or as others do, in a list or under another name. */
    private static Set<String> scopes(JWTClaimsSet claims) {
        var scopes = new HashSet<String>();
        for (var name : List.of("scope", "scp")) {
            switch (claims.getClaim(name)) {
                case String text -> scopes.addAll(List.of(text.strip().split(" +")));
                case Collection<?> list -> list.forEach(scope -> scopes.add(String.valueOf(scope)));
                case null, default -> {}
            }
        }
        scopes.remove("");
        return scopes;
    }

    private static @Nullable Instant instant(@Nullable Date date) {
        return date == null ? null : date.toInstant();
    }

    /** Where keys are from: while that stays the same they are kept, however the policy changes otherwise. */
    private record Source(String issuer, String keys) {
        static Source of(TokenIssuer issuer) {
            return new Source(issuer.url(), String.valueOf(issuer.keys()));
        }
    }
}
