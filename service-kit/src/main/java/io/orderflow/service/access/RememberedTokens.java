package io.orderflow.service.access;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The tokens that were found valid, each by its SHA-256, so that the memory of the process holds no token. They are all
 * forgotten when the issuer's keys change. Beyond a number of tokens the one is forgotten that was unused for longest.
 * Thread-safe.
 */
final class RememberedTokens {

    private final Map<ByteBuffer, VerifiedToken> tokens;
    private Object keys = new Object();

    /** @param limit the number of tokens that are remembered; 0 remembers none */
    RememberedTokens(int limit) {
        tokens = new LinkedHashMap<>(16, 0.75f, true) {

            @Override
            protected boolean removeEldestEntry(Map.Entry<ByteBuffer, VerifiedToken> eldest) {
                return size() > limit;
            }
        };
    }

    static ByteBuffer fingerprint(String token) {
        try {
            return ByteBuffer.wrap(MessageDigest.getInstance("SHA-256")
                    .digest(token.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every JDK has SHA-256", impossible);
        }
    }

    /** @param keysInUse the keys that count now, by identity */
    synchronized @Nullable VerifiedToken find(ByteBuffer fingerprint, Object keysInUse) {
        if (keys != keysInUse) {
            tokens.clear();
            keys = keysInUse;
        }
        return tokens.get(fingerprint);
    }

    /**
     * Remembers a token, unless the keys have changed.
     *
     * @param keysBefore the keys that counted before the token was checked
     */
    synchronized void keep(ByteBuffer fingerprint, VerifiedToken token, Object keysBefore) {
        if (keys == keysBefore) {
            tokens.put(fingerprint, token);
        }
    }
}
