package io.orderflow.axonserver.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import org.jspecify.annotations.Nullable;

/**
 * Cuts the texts of errors to what clients take. The text of a call's end travels among the headers of HTTP/2, of which
 * a client of gRPC reads 8 KiB: beyond that it sees an {@code INTERNAL} of its own, and neither status nor error code.
 *
 * <p>It is asked first, so that it cuts what the other interceptors say as well. gRPC calls it on the threads of the
 * calls, many at once, so it keeps nothing.
 */
final class ErrorTexts implements ServerInterceptor {

    /** Leaves room for the other half of 8 KiB: for the error code, and for what proxies add. */
    static final int MAX_ENCODED_BYTES = 4 << 10;

    private static final String CUT = " [cut]";

    @Override
    public <Q, R> ServerCall.Listener<Q> interceptCall(ServerCall<Q, R> call, Metadata headers,
            ServerCallHandler<Q, R> next) {
        return next.startCall(new SimpleForwardingServerCall<Q, R>(call) {
            @Override
            public void close(Status status, Metadata trailers) {
                super.close(status.withDescription(cut(status.getDescription())), trailers);
            }
        }, headers);
    }

    /** A text that has its beginning, if it is too long. */
    static @Nullable String cut(@Nullable String text) {
        if (text == null || text.length() <= MAX_ENCODED_BYTES / 12) {
            return text;
        }
        int encoded = 0;
        int end = 0;
        int endWithMark = 0;
        while (end < text.length()) {
            int character = text.codePointAt(end);
            encoded += encodedBytes(character);
            if (encoded > MAX_ENCODED_BYTES) {
                return text.substring(0, endWithMark) + CUT;
            }
            end += Character.charCount(character);
            if (encoded <= MAX_ENCODED_BYTES - CUT.length()) {
                endWithMark = end;
            }
        }
        return text;
    }

    /** As gRPC encodes it: a visible ASCII character stands for itself, and any other byte takes three. */
    private static int encodedBytes(int character) {
        boolean plain = character >= ' ' && character < 127 && character != '%';
        return plain ? 1 : 3 * Character.toString(character).getBytes(UTF_8).length;
    }
}
