package io.orderflow.account;

import io.orderflow.account.AccountState.Ending;
import io.orderflow.api.account.AccountId;
import io.orderflow.api.account.HoldId;
import io.orderflow.api.account.TransactionId;
import java.util.Optional;

/**
 * Knows for ever which movements and holds each account has had. An account itself remembers the last ones, and asks
 * here only for what it may have forgotten. What is entered is kept if and only if the events that the account applies
 * together with it are. Implementations are thread-safe.
 */
interface Register {

    /** What the transaction has moved, where it is entered. */
    Optional<Moved> find(AccountId account, TransactionId transaction);

    /** How a hold ended that is entered and no longer open. */
    Optional<Ending> find(AccountId account, HoldId hold);

    void enter(AccountId account, TransactionId transaction, Moved moved);

    /** Enters a hold with the version of the account at which it was first answered. */
    void enter(AccountId account, HoldId hold, long version);
}
