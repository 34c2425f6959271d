package io.orderflow.service.message;

import java.util.Map;
import java.util.OptionalLong;

/**
 * The request that a command is sent for, where its client may repeat it. It tells whether the command was handled
 * before, so that it is handled once. One for a request; used by one thread.
 */
public interface RepeatableRequest {

    /** Finds the request that the current thread sends commands for. Thread-safe. */
    @FunctionalInterface
    interface Current {

        RepeatableRequest get();
    }

    /** A command that no such request is behind. */
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

    /** What its command carries along, so that the handling of it is recorded together with its events. */
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
