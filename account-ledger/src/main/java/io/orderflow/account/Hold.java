package io.orderflow.account;

import io.orderflow.account.AccountState.Ending;
import io.orderflow.api.Money;

/** What became of a hold. */
sealed interface Hold {

    /**
     * The money is held.
     *
     * @param offloaded whether that is known from the register, and no more by the account itself
     */
    record Open(Money amount, boolean offloaded) implements Hold {}

    /** Nothing is held. */
    record Ended(Ending ending) implements Hold {}
}
