package io.orderflow.account;

import io.orderflow.api.Money;
import io.orderflow.api.account.CashMovement;
import io.orderflow.api.account.DepositSource;
import java.math.BigDecimal;

/**
 * The money in an account, and how much of it is held for payments on their way.
 *
 * @param total all the money, holds included
 */
record Balance(Money total, Money held) {

    /** The limit of the total for cash, in units of the currency. */
    static final BigDecimal LIMIT = BigDecimal.TEN.pow(14);

    /**
     * The limit of the total for refunds, in units of the currency, below the bound of {@link Money}. It is well above
     * the limit for cash: refused cash stays with its owner, but a refused refund would be money that nobody has.
     */
    static final BigDecimal LIMIT_WITH_REFUNDS = LIMIT.multiply(BigDecimal.valueOf(9));

    static Balance zero(String currency) {
        return new Balance(Money.zero(currency), Money.zero(currency));
    }

    static BigDecimal limitFor(DepositSource source) {
        return switch (source) {
            case CASH -> LIMIT;
            case REFUND -> LIMIT_WITH_REFUNDS;
        };
    }

    void requireCurrencyOf(Money amount) {
        if (!amount.hasCurrencyOf(total)) {
            throw new CurrencyDiffers(currency(), amount);
        }
    }

    void requireRoomFor(Money amount, DepositSource source) {
        if (total.amount().add(amount.amount()).compareTo(limitFor(source)) > 0) {
            throw new BalanceTooLarge(limitFor(source));
        }
    }

    void requireAvailable(Money amount) {
        if (available().isLessThan(amount)) {
            throw new FundsInsufficient(available(), amount);
        }
    }

    String currency() {
        return total.currency();
    }

    Money available() {
        return total.minus(held);
    }

    Balance deposited(Money amount) {
        return new Balance(total.plus(amount), held);
    }

    Balance withdrawn(Money amount) {
        return new Balance(total.minus(amount), held);
    }

    Balance corrected(CashMovement undone, Money amount) {
        return switch (undone) {
            case DEPOSIT -> withdrawn(amount);
            case WITHDRAWAL -> deposited(amount);
        };
    }

    Balance heldMore(Money amount) {
        return new Balance(total, held.plus(amount));
    }

    Balance captured(Money amount) {
        return new Balance(total.minus(amount), held.minus(amount));
    }

    Balance released(Money amount) {
        return new Balance(total, held.minus(amount));
    }
}
