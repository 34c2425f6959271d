package io.orderflow.console.server;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An event processor of an application, as the HTTP interface shows it.
 *
 * @param streaming whether it has segments, which can be split and merged
 * @param error     whether an instance of it has stopped by an error, or one of its segments has one
 */
public record EventProcessor(String component, String name, @Nullable String tokenStore, @Nullable String mode,
        boolean streaming, boolean running, boolean error, @Nullable List<Segment> segments) {

    public EventProcessor {
        segments = segments == null ? List.of() : segments;
    }

    /** A part of the events that one owner handles one after the other. */
    public record Segment(int id, @Nullable Integer onePartOf, @Nullable Long position, @Nullable Long lag,
            @Nullable String owner, @Nullable String state, @Nullable String error) {}

    /** Its state in a word. */
    public String state() {
        if (error) {
            return "FAILING";
        }
        return running ? "LIVE" : "PAUSED";
    }

    /** How far the segment is behind that is furthest behind; null where there is none. */
    public @Nullable Long lag() {
        return segments.stream().map(Segment::lag).filter(lag -> lag != null).max(Long::compare).orElse(null);
    }
}
