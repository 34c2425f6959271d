package io.orderflow.ledger.holder;

import io.orderflow.api.message.Personal;

/** A customer to whom accounts may belong. */
public record Holder(String customerId, @Personal String name, long position) {}
