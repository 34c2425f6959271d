package io.orderflow.api.account;

import io.orderflow.api.Money;
import io.orderflow.api.message.MessageType;
import io.orderflow.api.message.Personal;
import io.orderflow.api.order.CustomerId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The events of an account. Each event that moves money is a balanced posting in the journal. */
public sealed interface AccountEvent {

    AccountId accountId();

    /**
     * @param customerId the customer to whom it belongs, and whose orders alone it pays; absent where it belongs to none
     */
    @MessageType(value = "account.opened", revision = "2", earlier = AccountOpened1.class)
    record AccountOpened(AccountId accountId, @Personal String owner, String currency,
            @Nullable CustomerId customerId) implements AccountEvent {

        public AccountOpened(AccountId accountId, String owner, String currency) {
            this(accountId, owner, currency, null);
        }

        @Override
        public String toString() {
            return "AccountOpened[accountId=" + accountId + ", owner=" + Personal.HIDDEN + ", currency=" + currency
                    + ", customerId=" + customerId + ']';
        }
    }

    @MessageType("account.money-deposited")
    record MoneyDeposited(AccountId accountId, Money amount, TransactionId transactionId, DepositSource source)
            implements AccountEvent {}

    @MessageType("account.money-withdrawn")
    record MoneyWithdrawn(AccountId accountId, Money amount, TransactionId transactionId) implements AccountEvent {}

    @MessageType("account.hold-placed")
    record HoldPlaced(AccountId accountId, HoldId holdId, Money amount) implements AccountEvent {}

    /** The available amount is present when too little of it was the reason, and absent in events of revision 1. */
    @MessageType(value = "account.hold-refused", revision = "2", earlier = HoldRefused1.class)
    record HoldRefused(AccountId accountId, HoldId holdId, Money amount, HoldRefusal reason,
            @Nullable Money available) implements AccountEvent {}

    @MessageType("account.hold-captured")
    record HoldCaptured(AccountId accountId, HoldId holdId, Money amount) implements AccountEvent {}

    /** The amount is zero when the account had no such hold. The payment gets this event as its answer even so. */
    @MessageType("account.hold-released")
    record HoldReleased(AccountId accountId, HoldId holdId, Money amount) implements AccountEvent {}

    /**
     * A correction: a second entry that moves the amount of an earlier entry back. The earlier entry stays as it is.
     *
     * @param entry  the version of the account that the wrong entry made
     * @param undone the kind of movement that the wrong entry was
     * @param amount the whole amount of the wrong entry
     */
    @MessageType("account.entry-reversed")
    record EntryReversed(AccountId accountId, long entry, CashMovement undone, Money amount, String reason)
            implements AccountEvent {}

    /**
     * The account has more open holds than it remembers one by one. From here on the register has these holds with
     * their amounts, and the account remembers only their sum. The holds stay open, and no money moves.
     */
    @MessageType("account.holds-offloaded")
    record HoldsOffloaded(AccountId accountId, List<HoldId> holdIds) implements AccountEvent {}

    @MessageType("account.closed")
    record AccountClosed(AccountId accountId) implements AccountEvent {}
}
