package io.orderflow.stock;

import io.orderflow.api.problem.ProblemCode;
import io.orderflow.api.stock.ReceiptId;
import io.orderflow.service.message.CommandRefused;

/** The receipt was booked before, with another quantity. */
final class ReceiptAlreadyBooked extends CommandRefused {

    ReceiptAlreadyBooked(ReceiptId receiptId, int quantity) {
        super(ProblemCode.ALREADY_EXISTS,
                "Receipt " + receiptId.value() + " was booked already, with a quantity of " + quantity);
    }
}
