package io.orderflow.api.saga;

import io.orderflow.api.Money;
import io.orderflow.api.account.AccountId;
import io.orderflow.api.message.EarlierRevision;
import io.orderflow.api.message.MessageType;
import io.orderflow.api.order.OrderId;
import io.orderflow.api.saga.FulfilmentEvent.StockSecured;

/** The customer who pays was not told. */
@MessageType("saga.stock-secured")
public record StockSecured1(OrderId orderId, AccountId accountId, Money total)
        implements EarlierRevision<StockSecured> {

    @Override
    public StockSecured upcast() {
        return new StockSecured(orderId, accountId, total);
    }
}
