package io.orderflow.relay.replay;

/** The life of a replay. */
enum ReplayState {
    RUNNING, COMPLETED, CANCELLED, FAILED
}
