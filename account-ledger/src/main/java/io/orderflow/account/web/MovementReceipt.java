package io.orderflow.account.web;

import io.orderflow.api.account.AccountId;
import io.orderflow.api.account.TransactionId;

/** A movement that has taken place. */
record MovementReceipt(AccountId accountId, TransactionId transactionId, long version) {}
