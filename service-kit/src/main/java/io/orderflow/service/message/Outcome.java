package io.orderflow.service.message;

/**
 * The outcome of a command.
 *
 * @param version  the aggregate's version after the command
 * @param position a position of the event store at or after the command's events
 */
public record Outcome(long version, long position) {}
