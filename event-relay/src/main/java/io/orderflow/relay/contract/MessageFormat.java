package io.orderflow.relay.contract;

/** How a message is written. */
public enum MessageFormat {
    /** Our own envelope: {@code {"event_type":…,"event_id":…,"timestamp":…,"data":{…}}}. */
    ENVELOPE,
    /** CloudEvents 1.0, all of it in the body. */
    CLOUDEVENTS_STRUCTURED,
    /** CloudEvents 1.0 with its attributes in the headers, and the data alone in the body. */
    CLOUDEVENTS_BINARY
}
