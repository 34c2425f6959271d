package io.orderflow.account;

import io.orderflow.api.Money;
import io.orderflow.api.account.AccountId;
import io.orderflow.api.account.HoldId;
import io.orderflow.api.account.TransactionId;
import java.util.Optional;

/**
 * Keeps for ever the movements and the holds of each account, and the amounts of offloaded holds. An account itself
 * remembers the latest of these, and asks here only for those that it may have forgotten. An entry is stored if and
 * only if the events are stored that the account applies together with it. Implementations are thread-safe.
 */
interface Register {

    /** The movement of the transaction, where it is entered. */
    Optional<Movement> find(AccountId account, TransactionId transaction);

    /** The state of a hold that is entered, and is offloaded or no longer open. */
    Optional<Hold> find(AccountId account, HoldId hold);

    void enter(AccountId account, TransactionId transaction, Movement moved);

    /** Enters a hold with the version of the account at which it was first answered. */
    void enter(AccountId account, HoldId hold, long version);

    /** Enters the end of a hold that was offloaded, with the version of the account at which it ended. */
    void closeOffloaded(AccountId account, HoldId hold, long version);

    /** Enters an open hold with its amount. */
    void offload(AccountId account, HoldId hold, Money amount);
}
