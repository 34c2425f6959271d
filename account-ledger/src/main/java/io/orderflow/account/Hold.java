package io.orderflow.account;

import io.orderflow.account.AccountState.HoldOutcome;
import io.orderflow.api.Money;

/** The state of a hold. */
sealed interface Hold {

    /**
     * The account holds the money.
     *
     * @param offloaded whether only the register knows of the hold, and no longer the account itself
     */
    record Open(Money amount, boolean offloaded) implements Hold {}

    /** The account no longer holds the money, or never did. */
    record Ended(HoldOutcome ending) implements Hold {}
}
