package io.orderflow.projection.engine;

/** The life of a rebuild. */
public enum RebuildState {
    RUNNING, COMPARING, AWAITING_PROMOTION, PROMOTED, CANCELLED, FAILED
}
