package io.orderflow.service.idempotency;

import io.orderflow.service.digest.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** What tells one request from another: who asks, the method, the path, and the key that the client chose. */
record RequestKey(String caller, String method, String path, String key) {

    private static final int MAX_LENGTH = 255;

    RequestKey {
        boolean usable = !key.isBlank() && key.length() <= MAX_LENGTH
                && key.chars().allMatch(letter -> letter > ' ' && letter < 127);
        if (!usable) {
            throw new InvalidIdempotencyKey();
        }
    }

    byte[] hash() {
        return Sha256.of(String.join("\n", caller, method, path, key).getBytes(StandardCharsets.UTF_8));
    }

    /** The stream that keeps the answer. */
    String stream() {
        return "request:" + HexFormat.of().formatHex(hash());
    }
}
