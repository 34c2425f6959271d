package io.orderflow.api.account;

import io.orderflow.api.InvalidValue;
import io.orderflow.api.message.MessageType;
import io.orderflow.api.order.CustomerId;
import org.jspecify.annotations.Nullable;

/** The queries about accounts and the ledger behind them. */
public sealed interface AccountQuery {

    /**
     * Finds an account.
     *
     * @param asOf a time in RFC 3339, or {@code v} and a version of the account; absent for the account as it is now
     */
    @MessageType("account.find")
    record FindAccount(AccountId accountId, @Nullable String asOf) implements AccountQuery {}

    /**
     * Lists a page of accounts by their identifiers: all of them, or only those of a customer.
     *
     * @param limit  the most accounts of a page
     * @param cursor what the page before gave as its next one; absent for the first page
     */
    @MessageType("account.list")
    record ListAccounts(@Nullable CustomerId customerId, int limit, @Nullable String cursor) implements AccountQuery {}

    /**
     * Lists a page of an account's movements, newest first.
     *
     * @param limit  the most movements of a page, from 1 to {@value #MAX_LIMIT}
     * @param cursor the {@code next} of the page before; absent for the first page
     */
    @MessageType("account.find-statement")
    record FindStatement(AccountId accountId, int limit, @Nullable String cursor) implements AccountQuery {

        public static final int MAX_LIMIT = 200;

        public FindStatement {
            InvalidValue.require(limit >= 1 && limit <= MAX_LIMIT, "limit must be from 1 to " + MAX_LIMIT);
        }
    }

    /**
     * Lists a page of an account's open holds, newest first.
     *
     * @param limit  the most holds of a page
     * @param cursor the {@code next} of the page before; absent for the first page
     */
    @MessageType("account.find-holds")
    record FindHolds(AccountId accountId, int limit, @Nullable String cursor) implements AccountQuery {}

    /** Checks that an account's postings are complete, unchanged and in their order. */
    @MessageType("ledger.prove-account")
    record ProveAccount(AccountId accountId) implements AccountQuery {}

    /**
     * Adds up the ledger's own accounts in every currency.
     *
     * @param asOf a time in RFC 3339, up to which postings count; absent for all postings
     */
    @MessageType("ledger.find-trial-balance")
    record FindTrialBalance(@Nullable String asOf) implements AccountQuery {}
}
