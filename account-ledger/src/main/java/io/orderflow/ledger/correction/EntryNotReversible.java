package io.orderflow.ledger.correction;

import io.orderflow.api.problem.ProblemCode;
import io.orderflow.ledger.EntryKind;
import io.orderflow.service.message.ProblemException;

/**
 * The entry cannot be reversed: a payment's entry is corrected through the payment, and a correction by a new movement.
 */
final class EntryNotReversible extends ProblemException {

    EntryNotReversible(EntryKind kind) {
        super(ProblemCode.WRONG_STATE,
                "An entry of kind " + kind + " cannot be reversed, only a DEPOSIT or WITHDRAWAL");
    }
}
