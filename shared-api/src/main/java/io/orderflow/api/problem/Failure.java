package io.orderflow.api.problem;

import io.orderflow.api.message.MessageType;

/** Tells the sender of a command in another process that its handler failed through a fault of ours. */
@MessageType("problem.failure")
public record Failure(String detail) {}
