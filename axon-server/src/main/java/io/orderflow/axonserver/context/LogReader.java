package io.orderflow.axonserver.context;

/** A client that follows the log of a context. Any thread may ask it. */
public interface LogReader {

    /** The last event that it was sent; before the first one, the event before the one it begins with. */
    long lastSent();

    /** Whether it takes events, and there are some that it was not sent. */
    boolean isBehind();
}
