package io.orderflow.gateway.route;

import io.orderflow.service.message.Origin;
import io.orderflow.service.tracing.TraceContext;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.slf4j.MDC;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;

/** What the gateway tells a service of the request of its client. */
public final class ForwardedHeaders {

    private static final String FORWARDED = "Forwarded";
    private static final String NOT_RECORDED = "00";

    /** What a request in the name of a caller takes over from the caller's own. */
    private static final List<String> OF_CALLER = List.of(HttpHeaders.AUTHORIZATION, TraceContext.TRACEPARENT,
            "Consistency-Token",
            "API-Version");

    private ForwardedHeaders() {}

    /** The headers of a request that the gateway makes in the name of its caller: who asks, and for which trace. */
    public static HttpHeaders forCaller(HttpServletRequest asked) {
        HttpHeaders headers = new HttpHeaders();
        headers.set(HttpHeaders.ACCEPT, MediaType.APPLICATION_JSON_VALUE);
        for (String name : OF_CALLER) {
            String value = asked.getHeader(name);
            if (value != null) {
                headers.set(name, value);
            }
        }
        return of(headers, asked, asked.getContextPath());
    }

    /**
     * The headers of the client, with its address, the public address that it used, and the trace.
     *
     * @param prefix the beginning of the public path that the service does not know
     */
    static HttpHeaders of(HttpHeaders ofClient, HttpServletRequest asked, String prefix) {
        HttpHeaders headers = new HttpHeaders();
        headers.putAll(ofClient);
        headers.remove(FORWARDED);
        for (String named : Collections.list(asked.getHeaders(HttpHeaders.CONNECTION))) {
            // The client says which headers concern its connection to the gateway alone.
            Stream.of(named.split(",")).map(String::strip).forEach(headers::remove);
        }
        headers.set("X-Forwarded-For", asked.getRemoteAddr());
        headers.set("X-Forwarded-Proto", asked.getScheme());
        headers.set("X-Forwarded-Host", asked.getServerName());
        headers.set("X-Forwarded-Port", Integer.toString(asked.getServerPort()));
        headers.remove("X-Forwarded-Prefix");
        if (!prefix.isEmpty()) {
            headers.set("X-Forwarded-Prefix", prefix);
        }
        String span = TraceContext.currentHeader();
        String trace = MDC.get(Origin.TRACE_ID);
        if (span != null) {
            headers.set(TraceContext.TRACEPARENT, span);
        } else if (trace != null && !String.valueOf(headers.getFirst(TraceContext.TRACEPARENT)).contains(trace)) {
            headers.set(TraceContext.TRACEPARENT, TraceContext.header(trace,
                    "%016x".formatted(ThreadLocalRandom.current().nextLong()), NOT_RECORDED));
        }
        return headers;
    }
}
