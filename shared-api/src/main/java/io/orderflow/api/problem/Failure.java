package io.orderflow.api.problem;

import io.orderflow.api.message.MessageType;

/** What the sender of a command is told of a failure that is ours, where it would not be seen from there. */
@MessageType("problem.failure")
public record Failure(String detail) {}
