package io.orderflow.service.message;

/**
 * What a command led to.
 *
 * @param version  the aggregate's version after it
 * @param position a position of the event store at or after the command's events
 */
public record Outcome(long version, long position) {}
