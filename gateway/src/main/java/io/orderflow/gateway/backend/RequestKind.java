package io.orderflow.gateway.backend;

import java.util.Set;

/** The kind of a request, by its method. */
public enum RequestKind {
    /** GET, HEAD and OPTIONS. */
    READS,
    /** All others. */
    CHANGES,
    /** Any method. */
    ALL;

    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

    /** Whether a request with this method changes nothing. */
    public static boolean isRead(String method) {
        return READING.contains(method);
    }

    public boolean includes(String method) {
        return this == ALL || isRead(method) == (this == READS);
    }
}
