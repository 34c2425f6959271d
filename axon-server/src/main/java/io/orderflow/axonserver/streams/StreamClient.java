package io.orderflow.axonserver.streams;

import io.axoniq.axonserver.grpc.streams.PersistentStreamEvent;

/** The other end of a connection to a persistent stream. It is called from any thread, and must not block. */
public interface StreamClient {

    /** Whether it takes events faster than they come. */
    boolean isReady();

    void opened(int segment);

    void event(int segment, PersistentStreamEvent event);

    void closed(int segment);

    /** The stream is no more. */
    void ended();

    /** The stream cannot be read now. */
    void failed(RuntimeException reason);
}
