package io.orderflow.service.tracing;

import io.opentelemetry.sdk.trace.IdGenerator;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Makes the numbers of spans and traces as OpenTelemetry's own does, but without a buffer for each thread: the thread of a
 * command is a virtual one, and so has a new buffer. Stateless.
 */
final class PlainIds implements IdGenerator {

    private static final HexFormat HEX = HexFormat.of();

    @Override
    public String generateSpanId() {
        return HEX.toHexDigits(notZero());
    }

    @Override
    public String generateTraceId() {
        return HEX.toHexDigits(ThreadLocalRandom.current().nextLong()) + HEX.toHexDigits(notZero());
    }

    /** Zero is the number of no span, and of no trace. */
    private static long notZero() {
        long number = ThreadLocalRandom.current().nextLong();
        return number == 0 ? 1 : number;
    }
}
