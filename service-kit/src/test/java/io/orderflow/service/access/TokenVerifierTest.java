package io.orderflow.service.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import io.orderflow.api.problem.ProblemCode;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Tokens of a provider that answers over HTTP, is away, and changes its keys. */
class TokenVerifierTest {

    private static final Duration SOON = Duration.ofSeconds(10);

    private final AtomicLong now = new AtomicLong();
    private final TestIssuer issuer = new TestIssuer();
    private TokenVerifier tokens;

    @BeforeEach
    void knowsNoKeyYet() {
        tokens = verifier(Duration.ofSeconds(60));
    }

    private TokenVerifier verifier(Duration clockSkew) {
        return new TokenVerifier(issuer.url(), new IdentityProperties("orderflow", "customer_id", clockSkew, 3, 100),
                new IssuerKeys(issuer.url(), null, now::get));
    }

    @AfterEach
    void stops() {
        issuer.close();
    }

    private void assertRefused(UnaryOperator<JWTClaimsSet.Builder> change) {
        assertRefused(issuer.token(change), ProblemCode.UNAUTHENTICATED);
    }

    private void assertRefused(String token, ProblemCode code) {
        assertThatThrownBy(() -> tokens.verify(token)).isInstanceOfSatisfying(AccessRefused.class,
                refused -> assertThat(refused.code()).isEqualTo(code));
    }

    private static Date inSeconds(long seconds) {
        return Date.from(Instant.now().plusSeconds(seconds));
    }

    /** TokensOverHttpTest has an issuer that a setting vouches for. */
    @Test
    void believesNoKeysOfAnIssuerThatNobodyVouchesFor() {
        try (TestCertificate certificate = TestCertificate.make();
                TestIssuer unknown = new TestIssuer(certificate.ofServer(), "")) {
            tokens = new TokenVerifier(unknown.url(), new IdentityProperties("orderflow", "customer_id",
                    Duration.ofSeconds(60), 3, 100), new IssuerKeys(unknown.url(), null, now::get));

            assertRefused(unknown.customer("c1", "orders:read"), ProblemCode.ISSUER_UNAVAILABLE);
            assertThat(unknown.reads()).isZero();
        }
    }

    @Test
    void findsTheKeysOfAnIssuerWhoseUrlEndsWithASlash() {
        try (TestIssuer provider = new TestIssuer(null, "/")) {
            tokens = new TokenVerifier(provider.url(), new IdentityProperties("orderflow", "customer_id",
                    Duration.ofSeconds(60), 3, 100), new IssuerKeys(provider.url(), null, now::get));

            assertThat(tokens.verify(provider.customer("c1", "orders:read")).getName()).isEqualTo("user-c1");
        }
    }

    @Test
    void tellsWhoCallsAndWhatTheCallerMayDo() {
        VerifiedToken customer = tokens.verify(issuer.customer("c1", "orders:read other"));
        assertThat(customer.caller().subject()).isEqualTo("user-c1");
        assertThat(customer.caller().owner()).isEqualTo("c1");
        assertThat(customer.scopes()).containsExactly(Scope.ORDERS_READ);

        VerifiedToken operator = tokens.verify(issuer.customer("c1", "orders:read operations"));
        assertThat(operator.caller().owner()).isNull();

        VerifiedToken nobody = tokens.verify(
                issuer.token(claims -> claims.claim("scope", null).claim("scp", List.of("orders:read"))));
        assertThat(nobody.scopes()).containsExactly(Scope.ORDERS_READ);
        assertThat(nobody.caller().isFree("c1")).isFalse();
        assertThat(nobody.caller().isFree(null)).isFalse();
    }

    @Test
    void refusesWhatDoesNotSayWhatItMust() {
        assertRefused(claims -> claims.issuer("http://127.0.0.1:1"));
        assertRefused(claims -> claims.issuer(null));
        assertRefused(claims -> claims.audience("another"));
        assertRefused(claims -> claims.audience(List.of()));
        assertRefused(claims -> claims.subject(null));
        assertRefused(claims -> claims.subject(" "));
        assertRefused(claims -> claims.expirationTime(null));
    }

    @Test
    void allowsClocksToBeAMinuteApartAndNoMore() {
        assertThat(tokens.verify(issuer.token(claims -> claims.expirationTime(inSeconds(-50))))).isNotNull();
        assertThat(tokens.verify(issuer.token(claims -> claims.notBeforeTime(inSeconds(50))))).isNotNull();
        assertRefused(claims -> claims.expirationTime(inSeconds(-70)));
        assertRefused(claims -> claims.notBeforeTime(inSeconds(70)));
    }

    @Test
    void refusesForgedTokens() {
        tokens.verify(issuer.token(claims -> claims));
        ForgedTokens.of(issuer.key(), issuer.claims().build())
                .forEach((wrong, token) -> assertThatThrownBy(() -> tokens.verify(token)).as(wrong)
                        .isInstanceOfSatisfying(AccessRefused.class,
                                refused -> assertThat(refused.code()).isEqualTo(ProblemCode.UNAUTHENTICATED)));
    }

    @Test
    void refusesWhatIsNoToken() {
        List.of("", "a", "a.b", "a.b.c", "..", "eyJhbGciOiJub25lIn0..", "x".repeat(100_000))
                .forEach(text -> assertRefused(text, ProblemCode.UNAUTHENTICATED));
    }

    @Test
    void learnsANewKeyButDoesNotAskAgainAndAgain() {
        tokens.verify(issuer.token(claims -> claims));
        assertThat(issuer.reads()).isOne();

        issuer.addKey();
        assertRefused(issuer.token(claims -> claims), ProblemCode.UNAUTHENTICATED);
        assertThat(issuer.reads()).as("just read").isOne();

        now.addAndGet(IssuerKeys.MIN_INTERVAL.toNanos() + 1);
        tokens.verify(issuer.token(claims -> claims));
        assertThat(issuer.reads()).isEqualTo(2);
        RSAKey unknown = TestIssuer.freshKey("unknown");
        for (int i = 0; i < 100; i++) {
            assertRefused(TestIssuer.sign(unknown, issuer.claims().build()), ProblemCode.UNAUTHENTICATED);
        }
        assertThat(issuer.reads()).isEqualTo(2);
    }

    @Test
    void goesOnWithKnownKeysWhileTheIssuerIsAway() {
        String before = issuer.token(claims -> claims);
        tokens.verify(before);
        issuer.stop();
        now.addAndGet(IssuerKeys.MAX_AGE.toNanos() * 100);
        tokens.verify(before);

        String after = TestIssuer.sign(TestIssuer.freshKey("new"), issuer.claims().build());
        assertRefused(after, ProblemCode.ISSUER_UNAVAILABLE);
        tokens.verify(before);
    }

    @Test
    void beginsWhileTheIssuerIsAway() {
        String token = issuer.token(claims -> claims);
        issuer.stop();
        assertRefused(token, ProblemCode.ISSUER_UNAVAILABLE);
        assertRefused("x.y.z", ProblemCode.UNAUTHENTICATED);

        issuer.start();
        now.addAndGet(IssuerKeys.MIN_INTERVAL.toNanos() + 1);
        assertThat(tokens.verify(token)).isNotNull();
    }

    @Nested
    class RemembersAToken {

        private final String token = issuer.token(claims -> claims);
        private VerifiedToken remembered;

        @BeforeEach
        void isRemembered() {
            tokens.verify(token);
            remembered = tokens.verify(token);
        }

        @Test
        void andDoesNotCheckItsSignatureAgain() {
            assertThat(tokens.verify(token)).isSameAs(remembered);
        }

        @Test
        void andNoOtherWithItsHeadOrItsSignature() {
            String[] parts = token.split("\\.");
            String other = issuer.token(claims -> claims.claim("scope", "operations")).split("\\.")[1];
            for (int i = 0; i < 2; i++) {
                assertRefused(parts[0] + "." + other + "." + parts[2], ProblemCode.UNAUTHENTICATED);
                assertRefused(parts[0] + "." + parts[1] + ".", ProblemCode.UNAUTHENTICATED);
                assertRefused(token + "A", ProblemCode.UNAUTHENTICATED);
            }
            assertThat(tokens.verify(token)).isSameAs(remembered);
        }

        @Test
        void andForgetsItWhenTheIssuerTakesItsKeyBack() {
            issuer.replaceKeys();
            now.addAndGet(IssuerKeys.MAX_AGE.toNanos() + 1);

            await().atMost(SOON).untilAsserted(() -> assertRefused(token, ProblemCode.UNAUTHENTICATED));
        }

        @Test
        void andKeepsItWhileTheKeysAreReadAgainAndAreTheSame() {
            int reads = issuer.reads();
            now.addAndGet(IssuerKeys.MAX_AGE.toNanos() + 1);
            tokens.verify(token);
            await().atMost(SOON).until(() -> issuer.reads() > reads);

            assertThat(tokens.verify(token)).isSameAs(remembered);
        }

        @Test
        void andThenForgetsTheOneThatWasUnusedForLongest() {
            String other = issuer.token(claims -> claims.subject("eve"));
            VerifiedToken first = tokens.verify(other);
            for (String subject : List.of("ann", "bob", "cleo", "dan")) {
                tokens.verify(issuer.token(claims -> claims.subject(subject)));
                tokens.verify(token);
            }

            assertThat(tokens.verify(token)).isSameAs(remembered);
            assertThat(tokens.verify(other)).isNotSameAs(first).isEqualTo(first);
        }
    }

    @Test
    void refusesARememberedTokenOnceItExpires() {
        TokenVerifier strict = verifier(Duration.ZERO);
        String token = issuer.token(claims -> claims.expirationTime(inSeconds(2)));
        strict.verify(token);
        assertThat(strict.verify(token)).isSameAs(strict.verify(token));

        await().atMost(SOON).untilAsserted(() -> assertThatThrownBy(() -> strict.verify(token)).isInstanceOf(
                AccessRefused.class));
    }

    @Test
    void acceptsATokenThatItHasRefusedOnceItsKeyIsKnown() {
        tokens.verify(issuer.token(claims -> claims));
        issuer.addKey();
        String token = issuer.token(claims -> claims);
        assertRefused(token, ProblemCode.UNAUTHENTICATED);

        now.addAndGet(IssuerKeys.MIN_INTERVAL.toNanos() + 1);

        assertThat(tokens.verify(token)).isNotNull();
    }
}
