package io.orderflow.account;

import io.orderflow.api.account.AccountId;
import io.orderflow.api.account.HoldId;
import io.orderflow.api.account.TransactionId;
import io.orderflow.api.message.MessageType;

/** What the register keeps, each the only event of a stream that is named after it, so that it can be there once. */
sealed interface Registered {

    String stream();

    static String streamOf(AccountId account, TransactionId transaction) {
        return "transaction:" + account.value() + ":" + transaction.value();
    }

    static String streamOf(AccountId account, HoldId hold) {
        return "hold:" + account.value() + ":" + hold.value();
    }

    @MessageType("account.transaction-registered")
    record TransactionRegistered(AccountId accountId, TransactionId transactionId, Moved moved) implements Registered {

        @Override
        public String stream() {
            return streamOf(accountId, transactionId);
        }
    }

    /** The version is that of the account's event which first answered for the hold. */
    @MessageType("account.hold-registered")
    record HoldRegistered(AccountId accountId, HoldId holdId, long version) implements Registered {

        @Override
        public String stream() {
            return streamOf(accountId, holdId);
        }
    }
}
