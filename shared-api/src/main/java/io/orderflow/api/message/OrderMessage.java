package io.orderflow.api.message;

import io.orderflow.api.Identifier;

/** A message about one order, by which its log lines and its spans are found. */
public interface OrderMessage {

    Identifier orderId();
}
