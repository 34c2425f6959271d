package io.orderflow.api.saga;

import io.orderflow.api.Money;
import io.orderflow.api.account.AccountId;
import io.orderflow.api.message.EarlierRevision;
import io.orderflow.api.message.MessageType;
import io.orderflow.api.order.OrderId;
import io.orderflow.api.saga.RetryEvent.AuthorizationRetried;

/** The customer who pays was not told. */
@MessageType("saga.authorization-retried")
public record AuthorizationRetried1(OrderId orderId, AccountId accountId, Money total)
        implements EarlierRevision<AuthorizationRetried> {

    @Override
    public AuthorizationRetried upcast() {
        return new AuthorizationRetried(orderId, accountId, total);
    }
}
