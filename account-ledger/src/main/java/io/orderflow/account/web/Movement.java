package io.orderflow.account.web;

import io.orderflow.api.Money;
import io.orderflow.api.account.TransactionId;
import jakarta.validation.constraints.NotNull;
import org.jspecify.annotations.Nullable;

/** The request to move money into an account or out of it. Without a transaction of the client's, it gets one. */
record Movement(@NotNull Money amount, @Nullable TransactionId transactionId) {}
