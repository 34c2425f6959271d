package io.orderflow.axonserver.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;

/**
 * The word that callers have to say with every call. It is kept as a digest only, and compared in a time that tells
 * nothing of it. Thread-safe.
 */
public final class AccessToken {

    /** The name of the header of HTTP, and of the metadata of gRPC, that carries it. */
    public static final String HEADER = "AxonIQ-Access-Token";

    /** Shorter ones are guessed. */
    public static final int MIN_CHARACTERS = 8;

    private final byte[] digest;

    private AccessToken(String token) {
        this.digest = digest(token);
    }

    /** @throws IllegalArgumentException where it is too short, or could not be sent in a header */
    public static AccessToken of(String token) {
        if (token.length() < MIN_CHARACTERS) {
            throw new IllegalArgumentException("A token has at least " + MIN_CHARACTERS + " characters");
        }
        if (!token.chars().allMatch(character -> character > ' ' && character < 127)) {
            throw new IllegalArgumentException("A token has only visible ASCII characters, and no spaces");
        }
        return new AccessToken(token);
    }

    /** What to make of a call with this word, or with none. */
    public Verdict check(@Nullable String said) {
        if (said == null || said.isEmpty()) {
            return Verdict.MISSING;
        }
        return MessageDigest.isEqual(digest, digest(said)) ? Verdict.ADMITTED : Verdict.INVALID;
    }

    /** Digests are of one length, so comparing them does not tell the length of the token. */
    private static byte[] digest(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return "AccessToken[hidden]";
    }

    /** The outcome of a check. */
    public enum Verdict {
        ADMITTED, MISSING, INVALID
    }
}
