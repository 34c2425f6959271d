package io.orderflow.axonserver.context;

/** Something that happened to a context. */
public record ContextChange(String context, Kind kind) {

    /** What happened. */
    public enum Kind {
        CREATED, DELETED, UPDATED
    }
}
