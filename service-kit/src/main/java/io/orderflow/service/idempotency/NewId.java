package io.orderflow.service.idempotency;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.UUID;

/**
 * An identifier for the entity that a request creates, where the client gave none. It follows from the request's
 * idempotency key, so that a repeat after a crash, when no answer was kept, still means the same entity. A controller
 * method takes one as a parameter.
 *
 * @param value a UUID of version 8 (RFC 9562, section 5.8): 122 bits of the SHA-256 of the request's key
 */
public record NewId(String value) {

    static NewId of(RequestKey key) {
        return of(key.hash());
    }

    /** The identifier that belongs to the request of this stream. */
    public static NewId ofStream(String stream) {
        return of(HexFormat.of().parseHex(stream.substring(RequestKey.STREAM.length())));
    }

    private static NewId of(byte[] requestHash) {
        ByteBuffer hash = ByteBuffer.wrap(requestHash);
        long high = hash.getLong() & ~0xF000L | 0x8000L;
        long low = hash.getLong() & ~(0b11L << 62) | 0b10L << 62;
        return new NewId(new UUID(high, low).toString());
    }
}
