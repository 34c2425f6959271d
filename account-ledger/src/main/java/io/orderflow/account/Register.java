package io.orderflow.account;

import io.orderflow.api.Money;
import io.orderflow.api.account.AccountId;
import io.orderflow.api.account.HoldId;
import io.orderflow.api.account.TransactionId;
import java.util.Optional;

/**
 * Knows for ever which movements and holds each account has had, and the amounts of open holds that were offloaded. An
 * account itself remembers the last ones, and asks here only for what it may have forgotten. What is entered is kept if and only if the events that the account applies
 * together with it are. Implementations are thread-safe.
 */
interface Register {

    /** What the transaction has moved, where it is entered. */
    Optional<Moved> find(AccountId account, TransactionId transaction);

    /** What became of a hold that is entered, and offloaded or no longer open. */
    Optional<Hold> find(AccountId account, HoldId hold);

    void enter(AccountId account, TransactionId transaction, Moved moved);

    /** Enters a hold with the version of the account at which it was first answered. */
    void enter(AccountId account, HoldId hold, long version);

    /** Enters the end of a hold that was offloaded, with the version of the account at which it ended. */
    void closeOffloaded(AccountId account, HoldId hold, long version);

    /** Enters an open hold with its amount. */
    void offload(AccountId account, HoldId hold, Money amount);
}
