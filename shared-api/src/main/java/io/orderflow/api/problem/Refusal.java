package io.orderflow.api.problem;

import io.orderflow.api.message.MessageType;

/** What crosses the bus when a command or a query is refused: a code and a sentence, never an exception. */
@MessageType("problem.refusal")
public record Refusal(ProblemCode code, String detail) {}
