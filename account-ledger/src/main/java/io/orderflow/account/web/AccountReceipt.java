package io.orderflow.account.web;

import io.orderflow.api.account.AccountId;

/** What was done to an account itself. */
record AccountReceipt(AccountId accountId, long version) {}
