package io.orderflow.platform.services;

/** The services, each with its main class and the port it has by default. */
public enum Service {
    ORDER_COMMAND("io.orderflow.order.OrderCommandApplication", 8081),
    PAYMENT_COMMAND("io.orderflow.payment.PaymentCommandApplication", 8082),
    INVENTORY_COMMAND("io.orderflow.stock.InventoryCommandApplication", 8083),
    ACCOUNT_LEDGER("io.orderflow.account.AccountLedgerApplication", 8084),
    ORDER_QUERY("io.orderflow.query.OrderQueryApplication", 8085),
    CUSTOMER_COMMAND("io.orderflow.customer.CustomerCommandApplication", 8087);

    private final String mainClass;
    private final int defaultPort;

    Service(String mainClass, int defaultPort) {
        this.mainClass = mainClass;
        this.defaultPort = defaultPort;
    }

    String mainClass() {
        return mainClass;
    }

    int defaultPort() {
        return defaultPort;
    }

    /** The name of its module. */
    public String title() {
        return name().toLowerCase().replace('_', '-');
    }
}
