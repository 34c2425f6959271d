package io.orderflow.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.nio.file.Path;
import java.text.ParseException;
import java.util.UUID;

/**
 * The keys that sign tokens, in the file {@value #FILE}: the first one signs, the others are those of earlier tokens.
 * Who puts a new key in front of them changes keys without refusing a token.
 */
final class SigningKeys {

    static final String FILE = "signing-keys.json";
    private static final int BITS = 2048;

    private SigningKeys() {}

    /** Reads the keys, and makes one first where there is none. */
    static JWKSet in(Path folder) {
        try {
            return JWKSet.parse(OwnerFiles.readOrMake(folder.resolve(FILE), SigningKeys::fresh));
        } catch (ParseException broken) {
            throw new IllegalStateException(folder.resolve(FILE) + " is no set of keys; remove it for a new one",
                    broken);
        }
    }

    private static String fresh() {
        try {
            RSAKey key = new RSAKeyGenerator(BITS).keyID(UUID.randomUUID().toString())
                    .keyUse(KeyUse.SIGNATURE)
                    .algorithm(JWSAlgorithm.RS256)
                    .generate();
            return new JWKSet(key).toString(false);
        } catch (JOSEException impossible) {
            throw new IllegalStateException("No key can be made", impossible);
        }
    }
}
