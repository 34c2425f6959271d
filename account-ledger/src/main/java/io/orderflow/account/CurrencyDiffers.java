package io.orderflow.account;

import io.orderflow.api.Money;
import io.orderflow.api.problem.ProblemCode;
import io.orderflow.service.message.CommandRefused;

/** Money of one currency was offered to, or asked of, an account of another. */
final class CurrencyDiffers extends CommandRefused {

    CurrencyDiffers(String accountCurrency, Money amount) {
        super(ProblemCode.CURRENCY_MISMATCH,
                "The account is kept in " + accountCurrency + ", not in " + amount.currency());
    }
}
