package io.orderflow.ledger.balance;

import io.orderflow.api.Money;
import io.orderflow.api.account.AccountEvent.AccountOpened;
import io.orderflow.api.account.AccountId;
import io.orderflow.api.account.AccountStatus;
import io.orderflow.api.order.CustomerId;
import io.orderflow.api.message.MessageType;
import io.orderflow.api.message.Personal;
import io.orderflow.service.web.Versioned;
import org.jspecify.annotations.Nullable;

/**
 * An account as its owner sees it.
 *
 * @param customerId the customer to whom it belongs, absent where it belongs to none
 * @param balance   all the money in it, holds included
 * @param available the balance less the holds
 * @param version   the sequence number of the account's last event
 * @param position  the position of the last event in the document, absent where it is as of a past moment
 */
@MessageType("view.account")
public record AccountView(AccountId accountId, @Personal String owner, String currency,
        @Nullable CustomerId customerId, AccountStatus status, Money balance, Money held, Money available, long version,
        @Nullable Long position)
        implements Versioned {

    /** Whether it is there for this customer, or for everybody where none is named. */
    public boolean isVisibleTo(@Nullable String customer) {
        return customer == null || customerId != null && customer.equals(customerId.value());
    }

    static AccountView opened(AccountOpened event, long version) {
        Money zero = Money.zero(event.currency());
        return new AccountView(event.accountId(), event.owner(), event.currency(), event.customerId(),
                AccountStatus.OPEN, zero,
                zero, zero, version, null);
    }

    AccountView with(Money newBalance, Money newHeld) {
        return copy(status, newBalance, newHeld, version);
    }

    AccountView closed() {
        return copy(AccountStatus.CLOSED, balance, held, version);
    }

    AccountView at(long newVersion) {
        return copy(status, balance, held, newVersion);
    }

    private AccountView copy(AccountStatus newStatus, Money newBalance, Money newHeld, long newVersion) {
        return new AccountView(accountId, owner, currency, customerId, newStatus, newBalance, newHeld,
                newBalance.minus(newHeld), newVersion, position);
    }
}
