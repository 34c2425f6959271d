package io.orderflow.api.account;

import io.orderflow.api.InvalidValue;
import io.orderflow.api.message.MessageType;
import org.jspecify.annotations.Nullable;

/** What can be asked about accounts and the ledger behind them. */
public sealed interface AccountQuery {

    /**
     * One account.
     *
     * @param asOf a time in RFC 3339, or {@code v} and a version of the account; absent for the account as it is now
     */
    @MessageType("account.find")
    record FindAccount(AccountId accountId, @Nullable String asOf) implements AccountQuery {}

    /**
     * A page of an account's movements, newest first.
     *
     * @param limit  how many movements at most, from 1 to {@value #MAX_LIMIT}
     * @param cursor what the page before gave as its next one; absent for the first page
     */
    @MessageType("account.find-statement")
    record FindStatement(AccountId accountId, int limit, @Nullable String cursor) implements AccountQuery {

        public static final int MAX_LIMIT = 200;

        public FindStatement {
            InvalidValue.require(limit >= 1 && limit <= MAX_LIMIT, "limit must be from 1 to " + MAX_LIMIT);
        }
    }

    /** Whether an account's postings are all there, unchanged and in their order. */
    @MessageType("ledger.prove-account")
    record ProveAccount(AccountId accountId) implements AccountQuery {}

    /**
     * The totals of the ledger's own accounts, in every currency.
     *
     * @param asOf a time in RFC 3339: what was posted up to then; absent for all that was
     */
    @MessageType("ledger.find-trial-balance")
    record FindTrialBalance(@Nullable String asOf) implements AccountQuery {}
}
