package io.orderflow.account;

import io.orderflow.api.Money;
import io.orderflow.api.account.DepositSource;
import io.orderflow.api.account.MovementKind;

/** The kind and the amount of a movement, by which a repeat of it is told from another movement. */
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
