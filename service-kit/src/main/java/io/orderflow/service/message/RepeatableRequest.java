package io.orderflow.service.message;

import java.util.Map;
import java.util.OptionalLong;

/**
 * The request for which a command is sent, where its client may repeat the request. It tells whether the command was
 * handled before, so that it is handled once. Each request has its own; one thread uses it.
 */
public interface RepeatableRequest {

    /** Finds the request that the current thread sends commands for. Thread-safe. */
    @FunctionalInterface
    interface Provider {

        RepeatableRequest get();
    }

    /** Stands for a command that was sent without such a request. */
    RepeatableRequest NONE = new RepeatableRequest() {

        @Override
        public Map<String, String> metaData() {
            return Map.of();
        }

        @Override
        public OptionalLong versionBefore() {
            return OptionalLong.empty();
        }

        @Override
        public OptionalLong versionMeanwhile() {
            return OptionalLong.empty();
        }
    };

    /** The metadata of the request's command, by which the handling of it is recorded together with its events. */
    Map<String, String> metaData();

    /** The version that the command led to, where it was handled before the request came; otherwise nothing. */
    OptionalLong versionBefore();

    /**
     * The version that the command led to, where another instance has handled it since; otherwise nothing.
     *
     * @throws RuntimeException where the other instance handled another request under the same key
     */
    OptionalLong versionMeanwhile();
}
