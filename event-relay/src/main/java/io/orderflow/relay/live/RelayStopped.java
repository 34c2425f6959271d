package io.orderflow.relay.live;

/**
 * The process stops before an event could be published. It is an {@code Error}, because the framework would set an event
 * aside as a dead letter whose handler ends with an exception; so the batch fails, its checkpoint is not stored, and the
 * events are published after the next start.
 */
public final class RelayStopped extends Error {

    private static final long serialVersionUID = 1;

    RelayStopped() {
        super("The relay stops", null, false, false);
    }
}
