package io.orderflow.api.account;

import io.orderflow.api.Money;
import io.orderflow.api.message.MessageType;

/**
 * An entry in the register of movements and holds. An account must never book one of them twice, and remembers only the
 * latest ones itself. The stream of an entry is named after its movement or hold, and the entry is stored in one
 * transaction with the account's event. The last entry of a stream counts.
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
     * The version is that of the account's event that first answered for the hold. For a hold that was offloaded
     * meanwhile it is that of the event that ended it.
     */
    @MessageType("account.hold-registered")
    record HoldRegistered(AccountId accountId, HoldId holdId, long version) implements RegisterEvent {

        @Override
        public String stream() {
            return streamOf(accountId, holdId);
        }
    }

    /** An open hold that the account has offloaded. The entry of its end follows this one. */
    @MessageType("account.open-hold-registered")
    record OpenHoldRegistered(AccountId accountId, HoldId holdId, Money amount) implements RegisterEvent {

        @Override
        public String stream() {
            return streamOf(accountId, holdId);
        }
    }
}
