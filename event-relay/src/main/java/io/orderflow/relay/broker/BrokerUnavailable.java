package io.orderflow.relay.broker;

import io.orderflow.service.resilience.FailureText;

/** The broker takes no events at the moment. */
public final class BrokerUnavailable extends RuntimeException {

    /** @param message a sentence that anybody may read */
    public BrokerUnavailable(String message) {
        super(message, null, false, false);
    }

    /** @param cause why, in the words of the broker's client */
    public BrokerUnavailable(String message, Throwable cause) {
        this(message + ": " + FailureText.ofChain(cause));
    }
}
