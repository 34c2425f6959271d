package io.orderflow.account;

import io.orderflow.api.problem.ProblemCode;
import io.orderflow.service.message.CommandRefused;
import java.math.BigDecimal;

/** The account cannot take so much money. */
final class BalanceTooLarge extends CommandRefused {

    BalanceTooLarge(BigDecimal limit) {
        super(ProblemCode.AMOUNT_TOO_LARGE, "The balance would exceed " + limit.toPlainString());
    }
}
