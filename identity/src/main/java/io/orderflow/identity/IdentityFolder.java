package io.orderflow.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import java.util.UUID;

/**
 * The folder of an issuer: its keys, its users and its URL. Whoever can read it can make any token, as the issuer itself
 * does, so only its own user can. Thread-safe.
 */
public final class IdentityFolder {

    private static final String ISSUER = "issuer-url";

    private final Path folder;

    private IdentityFolder(Path folder) {
        this.folder = folder;
    }

    /** The folder within the data of a platform. */
    public static IdentityFolder in(Path data) {
        return new IdentityFolder(data.resolve("identity"));
    }

    Path path() {
        return folder;
    }

    void announce(String issuer) {
        OwnerFiles.write(folder.resolve(ISSUER), issuer);
    }

    /** The URL of the issuer that has last run on this folder; nothing where none has. */
    public Optional<String> issuer() {
        Path file = folder.resolve(ISSUER);
        try {
            return Files.exists(file) ? Optional.of(Files.readString(file)) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file, e);
        }
    }

    /**
     * Makes a token, whether the issuer runs or not.
     *
     * @throws IllegalStateException where no issuer has run on this folder
     */
    public String token(Grant grant, Duration life) {
        String issuer = issuer().orElseThrow(() -> new IllegalStateException(
                "No issuer has run on this data: start ./run --secure or ./run services first"));
        RSAKey key = SigningKeys.in(folder).getKeys().getFirst().toRSAKey();
        Instant now = Instant.now();
        JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder().issuer(issuer)
                .subject(grant.subject())
                .audience(Grant.AUDIENCE)
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(life)))
                .jwtID(UUID.randomUUID().toString())
                .claim("scope", String.join(" ", grant.scopes()));
        if (grant.customer() != null) {
            claims.claim(Grant.CUSTOMER_CLAIM, grant.customer());
        }
        SignedJWT token = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID())
                .type(JOSEObjectType.JWT)
                .build(), claims.build());
        try {
            token.sign(new RSASSASigner(key));
        } catch (JOSEException broken) {
            throw new IllegalStateException("The key in " + folder + " cannot sign", broken);
        }
        return token.serialize();
    }
}
