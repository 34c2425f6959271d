package io.orderflow.api.server;

/** What the clients of an event processor can be told to do with it. */
public enum ProcessorInstruction {
    /** Handles no more events. */
    PAUSE,
    /** Handles events again. */
    START,
    /** Makes two segments of the largest. */
    SPLIT,
    /** Makes one segment of the smallest and its other half. */
    MERGE
}
