package io.orderflow.relay.contract;

import org.jspecify.annotations.Nullable;

/** The integration events of accounts. The owner's name stays inside. */
sealed interface AccountIntegrationEvent extends IntegrationEvent {

    String accountId();

    @Override
    default BusinessContext context() {
        return BusinessContext.ACCOUNTS;
    }

    @Override
    default String subject() {
        return accountId();
    }

    /** @param customerId absent where the account belongs to no customer */
    @PublicType("account.opened")
    record AccountOpened(String accountId, String currency, @Nullable String customerId)
            implements AccountIntegrationEvent {}

    @PublicType("account.deposited")
    record MoneyDeposited(String accountId, Amount amount) implements AccountIntegrationEvent {}

    @PublicType("account.withdrawn")
    record MoneyWithdrawn(String accountId, Amount amount) implements AccountIntegrationEvent {}

    @PublicType("account.closed")
    record AccountClosed(String accountId) implements AccountIntegrationEvent {}
}
