package io.orderflow.platform.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A request to be sent as it is.
 *
 * @param target the path with its query, in the octets of ISO-8859-1
 * @param trace  by which what it causes is known
 */
public record Request(String method, String target, Map<String, String> headers, byte @Nullable [] body,
        String trace) {

    /** The octets of the request; the body is announced by its length. */
    byte[] head() {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.put("Host", "localhost");
        all.put("Connection", "close");
        all.put("traceparent", "00-" + trace + "-b7ad6b7169203331-01");
        if (body != null) {
            all.put("Content-Length", Integer.toString(body.length));
        }
        String lines = all.entrySet()
                .stream()
                .map(header -> header.getKey() + ": " + header.getValue() + "\r\n")
                .collect(Collectors.joining());
        return (method + " " + target + " HTTP/1.1\r\n" + lines + "\r\n").getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        String text = body == null ? "" : new String(body, StandardCharsets.UTF_8);
        return method + " " + target + " " + headers + " "
                + (text.length() > 500 ? text.substring(0, 500) + "… (" + body.length + " octets)" : text);
    }
}
