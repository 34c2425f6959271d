package io.orderflow.platform.embedded;

import io.orderflow.api.problem.ProblemCode;
import io.orderflow.service.message.ProblemException;

/** One backup is made at a time. */
final class BackupRunning extends ProblemException {

    BackupRunning(String backupId) {
        super(ProblemCode.WRONG_STATE, "The backup " + backupId + " is being made; wait for its end");
    }
}
