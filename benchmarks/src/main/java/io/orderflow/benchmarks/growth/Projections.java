package io.orderflow.benchmarks.growth;

import io.orderflow.benchmarks.order.Http;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the state of the projections over HTTP. */
final class Projections {

    private static final Pattern HEAD = Pattern.compile("\"head\":(\\d+)");

    private Projections() {}

    /** The position of the last event. */
    static long head(Http http) {
        String body = http.get("/projections").body();
        Matcher head = HEAD.matcher(body);
        if (!head.find()) {
            throw new IllegalStateException("Not a list of projections: " + body);
        }
        return Long.parseLong(head.group(1));
    }
}
