package io.orderflow.platform;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.Map;

/** Which service a class belongs to; a service may have more than one package at its root. */
final class ServiceSlices implements SliceAssignment {

    private static final Map<String, String> SERVICES = Map.of("order", "order-command", "saga", "order-command",
            "payment", "payment-command", "stock", "inventory-command", "account", "account-ledger", "ledger",
            "account-ledger", "query", "order-query", "relay", "event-relay",
            "notification", "notification", "customer", "customer-command");

    @Override
    public SliceIdentifier getIdentifierOf(JavaClass type) {
        String[] names = type.getPackageName().split("\\.");
        String service = names.length > 2 ? SERVICES.get(names[2]) : null;
        return service == null ? SliceIdentifier.ignore() : SliceIdentifier.of(service);
    }

    @Override
    public String getDescription() {
        return "services";
    }
}
