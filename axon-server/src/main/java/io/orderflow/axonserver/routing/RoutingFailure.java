package io.orderflow.axonserver.routing;

/** Why a message got no answer from a handler. */
public enum RoutingFailure {
    /** Nobody is subscribed to messages of that name. */
    NO_HANDLER,
    /** The handler disconnected while the message was with it: it may or may not have been handled. */
    HANDLER_LOST,
    /** No answer came within the time that the message had. */
    TIMED_OUT,
    /** The handler has given no permits for so long that no more messages are kept for it. */
    OVERLOADED,
    /** A message with the same identifier is with the handler already. */
    DUPLICATE
}
