package io.orderflow.api.message;

/**
 * The answer to every command.
 *
 * @param version the aggregate's version after it: the sequence number of its last event
 */
@MessageType("message.handled")
public record CommandResult(long version) {}
