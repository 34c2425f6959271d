package io.orderflow.account;

import io.orderflow.api.Money;
import io.orderflow.api.account.DepositSource;

/** A movement of money, as far as a repeat of it must be told from another one. */
record Moved(Kind kind, Money amount) {

    /** Where the money went. */
    enum Kind {
        DEPOSIT, REFUND, WITHDRAWAL
    }

    static Moved in(DepositSource source, Money amount) {
        return new Moved(switch (source) {
            case CASH -> Kind.DEPOSIT;
            case REFUND -> Kind.REFUND;
        }, amount);
    }

    static Moved out(Money amount) {
        return new Moved(Kind.WITHDRAWAL, amount);
    }
}
