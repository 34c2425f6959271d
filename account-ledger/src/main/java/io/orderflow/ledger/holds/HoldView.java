package io.orderflow.ledger.holds;

import io.orderflow.api.Money;
import io.orderflow.api.account.HoldId;
import io.orderflow.api.order.OrderId;
import java.time.Instant;

/**
 * A hold that is neither captured nor released.
 *
 * @param orderId the order that it is to pay, from which its name follows
 * @param since   when it was placed
 * @param version the account's version after that
 */
public record HoldView(HoldId holdId, OrderId orderId, Money amount, Instant since, long version) {}
