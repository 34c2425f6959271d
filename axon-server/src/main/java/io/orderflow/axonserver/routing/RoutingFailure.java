package io.orderflow.axonserver.routing;

/** Why a message got no answer from a handler. */
public enum RoutingFailure {
    /** Nobody is subscribed to messages of that name. */
    NO_HANDLER,
    /** The handler disconnected while the message was with it: it may or may not have been handled. */
    HANDLER_LOST,
    /** The handler ended the query without any answer where one was wanted. */
    NO_ANSWER,
    /** No answer came within the time that the message had. */
    TIMED_OUT,
    /** The handler is so slow that no more messages are kept for it, or no more for this sender. */
    OVERLOADED,
    /** The sender reads the answers so slowly that no more are kept for it. */
    SENDER_TOO_SLOW,
    /** The server is about to close, and takes no more messages. */
    SHUTTING_DOWN,
    /** A message with the same identifier is with the handler already. */
    DUPLICATE
}
