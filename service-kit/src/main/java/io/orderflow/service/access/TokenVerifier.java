package io.orderflow.service.access;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.RemoteKeySourceException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import io.orderflow.service.message.Caller;
import io.orderflow.service.message.ProblemException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

/**
 * Checks tokens: their signature by a key of the issuer, with an algorithm of key pairs; their issuer and audience; that
 * they are valid now. A token that was found valid is remembered: from then on only its time is checked, until the
 * issuer's keys change. A token that was refused is never remembered. Thread-safe.
 */
public final class TokenVerifier {

    /** Algorithms with a shared secret, or without any, are not among them: whoever knows the public key could sign. */
    private static final Set<JWSAlgorithm> ALGORITHMS = Set.of(JWSAlgorithm.RS256, JWSAlgorithm.ES256);
    private static final JOSEObjectType ACCESS_TOKEN = new JOSEObjectType("at+jwt");
    private static final List<String> SCOPE_CLAIMS = List.of("scope", "scp");

    private final NimbusJwtDecoder decoder;
    private final String customerClaim;
    private final Duration clockSkew;
    private final IssuerKeys keys;
    private final RememberedTokens remembered;

    TokenVerifier(String issuer, IdentityProperties identity, IssuerKeys keys) {
        DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(ALGORITHMS, keys));
        processor.setJWSTypeVerifier(new DefaultJOSEObjectTypeVerifier<>(JOSEObjectType.JWT, ACCESS_TOKEN, null));
        processor.setJWTClaimsSetVerifier((claims, context) -> {});
        decoder = new NimbusJwtDecoder(processor);
        decoder.setJwtValidator(new DelegatingOAuth2TokenValidator<>(
                new JwtTimestampValidator(identity.clockSkew()), new JwtIssuerValidator(issuer),
                new JwtClaimValidator<>(JwtClaimNames.EXP, Objects::nonNull),
                new JwtClaimValidator<String>(JwtClaimNames.SUB, subject -> subject != null && !subject.isBlank()),
                new JwtClaimValidator<Collection<String>>(JwtClaimNames.AUD,
                        audience -> audience != null && audience.contains(identity.audience()))));
        customerClaim = identity.customerClaim();
        clockSkew = identity.clockSkew();
        this.keys = keys;
        remembered = new RememberedTokens(identity.remember());
    }

    /**
     * A verifier with the default settings, for measurements.
     *
     * @param remember how many valid tokens are remembered
     */
    public static TokenVerifier of(String issuer, int remember) {
        return new TokenVerifier(issuer, new IdentityProperties("orderflow", "customer_id", Duration.ofMinutes(1),
                remember, 1), new IssuerKeys(issuer, null));
    }

    /** @throws ProblemException where the token does not count, or cannot be checked now */
    public VerifiedToken verify(String token) {
        return verify(token, () -> {});
    }

    /** @param beforeCheck runs where the token is not remembered, before it is checked */
    VerifiedToken verify(String token, Runnable beforeCheck) {
        ByteBuffer fingerprint = RememberedTokens.fingerprint(token);
        JWKSet keysBefore = keys.inUse();
        VerifiedToken known = remembered.find(fingerprint, keysBefore);
        if (known != null && known.countsAt(Instant.now())) {
            return known;
        }
        beforeCheck.run();
        VerifiedToken verified = check(token);
        remembered.keep(fingerprint, verified, keysBefore);
        return verified;
    }

    private VerifiedToken check(String token) {
        Jwt jwt;
        try {
            jwt = decoder.decode(token);
        } catch (JwtException failed) {
            throw isIssuerAway(failed) ? AccessRefused.issuerAway() : AccessRefused.invalidToken();
        }
        Set<Scope> scopes = Scope.named(SCOPE_CLAIMS.stream().flatMap(claim -> words(jwt.getClaims().get(claim))));
        Instant expiresAt = Objects.requireNonNull(jwt.getExpiresAt());
        Instant countsFrom = jwt.getNotBefore() == null ? Instant.MIN : jwt.getNotBefore().minus(clockSkew);
        return new VerifiedToken(new Caller(jwt.getSubject(), ownerOf(jwt, scopes)), scopes, countsFrom, expiresAt,
                expiresAt.plus(clockSkew));
    }

    /** Whoever neither operates the platform nor is a customer owns nothing. */
    private @Nullable String ownerOf(Jwt jwt, Set<Scope> scopes) {
        if (scopes.contains(Scope.OPERATIONS)) {
            return null;
        }
        return jwt.getClaims().get(customerClaim) instanceof String customer ? customer : Caller.OWNER_OF_NOTHING;
    }

    /** The words of a claim, which is a text with spaces between or a list. */
    private static Stream<String> words(@Nullable Object claim) {
        return claim instanceof Collection<?> list
                ? list.stream().map(String::valueOf)
                : Stream.of(claim instanceof String text ? text.split(" ") : new String[0]);
    }

    private static boolean isIssuerAway(Throwable failed) {
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            if (cause instanceof RemoteKeySourceException) {
                return true;
            }
        }
        return false;
    }
}
