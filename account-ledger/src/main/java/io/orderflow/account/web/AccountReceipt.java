package io.orderflow.account.web;

import io.orderflow.api.account.AccountId;

/** The answer to a change of an account itself. */
record AccountReceipt(AccountId accountId, long version) {}
