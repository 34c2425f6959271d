package io.orderflow.account;

import io.orderflow.api.Money;
import io.orderflow.api.account.DepositSource;
import io.orderflow.api.account.MovementKind;

/** The kind and the amount of a movement, by which a repeat of it is told from another movement. */
record Movement(MovementKind kind, Money amount) {

    static Movement in(DepositSource source, Money amount) {
        return new Movement(switch (source) {
            case CASH -> MovementKind.DEPOSIT;
            case REFUND -> MovementKind.REFUND;
        }, amount);
    }

    static Movement out(Money amount) {
        return new Movement(MovementKind.WITHDRAWAL, amount);
    }
}
