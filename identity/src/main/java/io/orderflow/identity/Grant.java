package io.orderflow.identity;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a token says about its bearer.
 *
 * @param subject  who it is
 * @param customer the customer to whom the bearer is confined, absent where it is none
 * @param scopes   what the bearer may do
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Grant(String subject, @Nullable String customer, List<String> scopes) {

    static final String CUSTOMER_CLAIM = "customer_id";
    static final String AUDIENCE = "orderflow";
    /** All scopes that the services know. */
    static final List<String> ALL = List.of("customers:write", "orders:read", "orders:write", "stock:write",
            "ledger:read", "ledger:write", "operations");
    private static final List<String> OF_CUSTOMERS = List.of("customers:write", "orders:read", "orders:write",
            "ledger:read", "ledger:write");

    public Grant {
        scopes = List.copyOf(scopes);
    }

    /** A customer, who sees and changes what is its own. */
    public static Grant customer(String customer) {
        return new Grant(customer, customer, OF_CUSTOMERS);
    }

    /** An operator, who may do everything. */
    public static Grant operator() {
        return new Grant("operator", null, ALL);
    }
}
