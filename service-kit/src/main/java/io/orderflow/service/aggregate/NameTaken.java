package io.orderflow.service.aggregate;

import io.orderflow.api.problem.ProblemCode;
import io.orderflow.service.message.CommandRefused;

/** The identifier that the caller chose for something new belongs to somebody else; nothing more is told of it. */
final class NameTaken extends CommandRefused {

    NameTaken() {
        super(ProblemCode.ALREADY_EXISTS, "The identifier is taken; choose another");
    }
}
