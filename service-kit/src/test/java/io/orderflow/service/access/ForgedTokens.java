package io.orderflow.service.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;

/** Tokens that do not count, each by what is wrong with it. */
public final class ForgedTokens {

    private ForgedTokens() {}

    /**
     * Makes one of each kind.
     *
     * @param key    the key of the issuer
     * @param claims what a valid token says
     */
    public static Map<String, String> of(RSAKey key, JWTClaimsSet claims) {
        String valid = TestIssuer.sign(key, claims);
        String[] parts = valid.split("\\.");
        String other = TestIssuer.sign(key, changed(claims).claim("scope", "operations").build()).split("\\.")[1];
        try {
            RSAKey strange = TestIssuer.freshKey(key.getKeyID());
            Map<String, String> forged = new LinkedHashMap<>();
            forged.put("without an algorithm", new PlainJWT(claims).serialize());
            forged.put("with the public key as a secret", signed(JWSAlgorithm.HS256, key, claims,
                    new MACSigner(key.toRSAPublicKey().getEncoded())));
            forged.put("with another algorithm", signed(JWSAlgorithm.RS512, key, claims, new RSASSASigner(key)));
            forged.put("by another key of the same name", TestIssuer.sign(strange, claims));
            forged.put("by a key that is not known", TestIssuer.sign(TestIssuer.freshKey("unknown"), claims));
            forged.put("with other claims", parts[0] + "." + other + "." + parts[2]);
            forged.put("without a signature", parts[0] + "." + parts[1] + ".");
            forged.put("of another issuer", TestIssuer.sign(key, changed(claims).issuer("http://127.0.0.1:1").build()));
            forged.put("for another audience", TestIssuer.sign(key, changed(claims).audience("other").build()));
            forged.put("expired", TestIssuer.sign(key, changed(claims)
                    .expirationTime(Date.from(Instant.now().minusSeconds(90)))
                    .build()));
            forged.put("not valid yet", TestIssuer.sign(key, changed(claims)
                    .notBeforeTime(Date.from(Instant.now().plusSeconds(300)))
                    .build()));
            forged.put("without an expiry", TestIssuer.sign(key, changed(claims).expirationTime(null).build()));
            forged.put("malformed", "a.b.c");
            forged.put("long", valid + "A".repeat(3_000));
            forged.put("over-long", valid + "A".repeat(20_000));
            return forged;
        } catch (JOSEException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static JWTClaimsSet.Builder changed(JWTClaimsSet claims) {
        return new JWTClaimsSet.Builder(claims);
    }

    private static String signed(JWSAlgorithm algorithm, RSAKey key, JWTClaimsSet claims,
            JWSSigner signer) throws JOSEException {
        JWSObject token = new JWSObject(new JWSHeader.Builder(algorithm).keyID(key.getKeyID()).build(),
                new Payload(claims.toJSONObject()));
        token.sign(signer);
        return token.serialize();
    }
}
