package io.orderflow.account;

import io.orderflow.api.account.TransactionId;
import io.orderflow.api.problem.ProblemCode;
import io.orderflow.service.message.CommandRefused;

/** One transaction identifier was given to two different movements. */
final class TransactionReused extends CommandRefused {

    TransactionReused(TransactionId transaction) {
        super(ProblemCode.ALREADY_EXISTS, "Transaction " + transaction.value() + " has moved something else already");
    }
}
