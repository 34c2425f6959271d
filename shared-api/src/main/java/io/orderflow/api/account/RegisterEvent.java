package io.orderflow.api.account;

import io.orderflow.api.Money;
import io.orderflow.api.message.MessageType;

/**
 * An entry in the register of what an account must never do twice, and does not remember itself. It lies in a stream
 * that is named after what it tells of, and is stored together with the account's event that it belongs to. Where a
 * stream has several entries, the last one counts.
 */
public sealed interface RegisterEvent {

    AccountId accountId();

    /** The name of its stream. */
    String stream();

    static String streamOf(AccountId account, TransactionId transaction) {
        return "transaction:" + account.value() + ":" + transaction.value();
    }

    static String streamOf(AccountId account, HoldId hold) {
        return "hold:" + account.value() + ":" + hold.value();
    }

    @MessageType("account.transaction-registered")
    record TransactionRegistered(AccountId accountId, TransactionId transactionId, MovementKind kind, Money amount)
            implements RegisterEvent {

        @Override
        public String stream() {
            return streamOf(accountId, transactionId);
        }
    }

    /**
     * The version is that of the account's event which first answered for the hold, or, where the hold was offloaded
     * meanwhile, which ended it.
     */
    @MessageType("account.hold-registered")
    record HoldRegistered(AccountId accountId, HoldId holdId, long version) implements RegisterEvent {

        @Override
        public String stream() {
            return streamOf(accountId, holdId);
        }
    }

    /** A hold that the account has offloaded while it is open; an entry of its end comes after this one. */
    @MessageType("account.open-hold-registered")
    record OpenHoldRegistered(AccountId accountId, HoldId holdId, Money amount) implements RegisterEvent {

        @Override
        public String stream() {
            return streamOf(accountId, holdId);
        }
    }
}
