package io.orderflow.service.web;

import io.orderflow.service.message.Origin;
import io.orderflow.service.tracing.TraceContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * The trace of the request that the current thread works for, as in the W3C's Trace Context: 32 hexadecimal digits. It is
 * that of the request's span where traces are made, and is else taken from a {@code traceparent} header, where there is a
 * valid one. It lives in the logging context, so that every log line has it, and in the header of the answer.
 */
final class Trace {

    private static final String KEY = Origin.TRACE_ID;

    private static final String ATTRIBUTE = Trace.class.getName();
    private static final Pattern TRACEPARENT = Pattern.compile("[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}");
    private static final String INVALID = "0".repeat(32);
    private static final String NOT_RECORDED = "00";
    private static final SecureRandom RANDOM = new SecureRandom();

    private Trace() {}

    /** Returns the current trace, or null outside of any. */
    public static @Nullable String current() {
        return MDC.get(KEY);
    }

    /**
     * Takes up the trace of the request's span, or the one that its header names, or begins one; it is that of this
     * thread until its end. A request keeps its trace: the container handles one again, on whatever thread, to make the
     * page of an error. The answer names the span or, without any, a number that no span has.
     */
    public static void begin(HttpServletRequest request, HttpServletResponse response) {
        Object known = request.getAttribute(ATTRIBUTE);
        String trace = known == null ? begun(request) : known.toString();
        request.setAttribute(ATTRIBUTE, trace);
        MDC.put(KEY, trace);
        if (known != null && response.containsHeader(TraceContext.TRACERESPONSE)) {
            return;
        }
        String span = TraceContext.currentHeader();
        response.setHeader(TraceContext.TRACERESPONSE, span != null && span.contains(trace)
                ? span
                : TraceContext.header(trace, "%016x".formatted(ThreadLocalRandom.current().nextLong()), NOT_RECORDED));
    }

    private static String begun(HttpServletRequest request) {
        String ofSpan = TraceContext.currentTrace();
        return ofSpan == null ? given(request.getHeader(TraceContext.TRACEPARENT)) : ofSpan;
    }

    private static String given(@Nullable String traceparent) {
        Matcher given = TRACEPARENT.matcher(traceparent == null ? "" : traceparent);
        return given.matches() && !given.group(1).equals(INVALID) ? given.group(1) : fresh();
    }

    /** Ends the trace of this thread. */
    public static void end() {
        MDC.remove(KEY);
    }

    private static String fresh() {
        byte[] bytes = new byte[16];
        RANDOM.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
