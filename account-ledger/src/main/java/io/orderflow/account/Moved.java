package io.orderflow.account;

import io.orderflow.api.Money;
import io.orderflow.api.account.DepositSource;
import io.orderflow.api.account.MovementKind;

/** A movement of money, as far as a repeat of it must be told from another one. */
record Moved(MovementKind kind, Money amount) {

    static Moved in(DepositSource source, Money amount) {
        return new Moved(switch (source) {
            case CASH -> MovementKind.DEPOSIT;
            case REFUND -> MovementKind.REFUND;
        }, amount);
    }

    static Moved out(Money amount) {
        return new Moved(MovementKind.WITHDRAWAL, amount);
    }
}
