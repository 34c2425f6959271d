package io.orderflow.service.stage;

import io.orderflow.api.problem.ProblemCode;
import io.orderflow.service.message.ProblemException;

/** A client wishes to wait for a stage that commands do not have. */
final class UnknownStage extends ProblemException {

    UnknownStage() {
        super(ProblemCode.INVALID_COMMAND_WAIT, "Command-Wait must be one of handled, projected, settled");
    }
}
