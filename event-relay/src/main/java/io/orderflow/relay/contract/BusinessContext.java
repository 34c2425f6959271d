package io.orderflow.relay.contract;

/** The contexts of the business. Each has a Kafka topic of its own. */
public enum BusinessContext {
    ORDERS, PAYMENTS, STOCK, ACCOUNTS, CUSTOMERS;

    /** The name in lower case, as it stands in the names of topics. */
    public String title() {
        return name().toLowerCase();
    }
}
