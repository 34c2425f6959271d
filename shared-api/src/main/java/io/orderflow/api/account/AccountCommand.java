package io.orderflow.api.account;

import io.orderflow.api.Text;
import io.orderflow.api.Money;
import io.orderflow.api.message.MessageType;
import io.orderflow.api.message.Personal;
import io.orderflow.api.order.CustomerId;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/** The commands of an account. Each movement of money names its transaction or its hold, and is booked once. */
public sealed interface AccountCommand {

    @TargetAggregateIdentifier
    AccountId accountId();

    /**
     * Opens an account.
     *
     * @param owner      1 to {@value #MAX_OWNER_LENGTH} characters, not all of them blank
     * @param customerId the customer to whom it belongs, and whose orders alone it pays; absent where it belongs to none
     */
    @MessageType("account.open")
    record OpenAccount(AccountId accountId, @Personal String owner, String currency,
            @Nullable CustomerId customerId) implements AccountCommand {

        public static final int MAX_OWNER_LENGTH = 200;

        public OpenAccount {
            Text.require("owner", owner, MAX_OWNER_LENGTH);
            Money.requireCurrencyInUse(currency);
        }

        public OpenAccount(AccountId accountId, String owner, String currency) {
            this(accountId, owner, currency, null);
        }

        @Override
        public String toString() {
            return "OpenAccount[accountId=" + accountId + ", owner=" + Personal.HIDDEN + ", currency=" + currency
                    + ", customerId=" + customerId + ']';
        }
    }

    /** Only a refund may have the transaction id of a refund, so that no deposit of cash is mistaken for one. */
    @MessageType("account.deposit")
    record Deposit(AccountId accountId, Money amount, TransactionId transactionId, DepositSource source)
            implements AccountCommand {

        public Deposit {
            amount.requirePositive("amount");
            if (source != DepositSource.REFUND) {
                transactionId.requireNoRefund();
                Money.requireCurrencyInUse(amount.currency());
            }
        }
    }

    @MessageType("account.withdraw")
    record Withdraw(AccountId accountId, Money amount, TransactionId transactionId) implements AccountCommand {

        public Withdraw {
            amount.requirePositive("amount");
            transactionId.requireNoRefund();
        }
    }

    /**
     * Sets an amount aside.
     *
     * @param customerId the customer whose order it is for; absent where the request is older than its being told
     */
    @MessageType("account.place-hold")
    record PlaceHold(AccountId accountId, HoldId holdId, Money amount, @Nullable CustomerId customerId)
            implements AccountCommand {

        public PlaceHold(AccountId accountId, HoldId holdId, Money amount) {
            this(accountId, holdId, amount, null);
        }
    }

    /** Checks that the hold is open, and changes nothing. The account refuses the command when it is not. */
    @MessageType("account.verify-hold")
    record VerifyHold(AccountId accountId, HoldId holdId) implements AccountCommand {}

    @MessageType("account.capture-hold")
    record CaptureHold(AccountId accountId, HoldId holdId) implements AccountCommand {}

    @MessageType("account.release-hold")
    record ReleaseHold(AccountId accountId, HoldId holdId) implements AccountCommand {}

    /**
     * Corrects an entry by a second entry that moves the same amount back. The sender has read the first entry in the
     * event store, where it never changes.
     *
     * @param entry  the version of the account that the wrong entry made
     * @param undone the kind of movement that the wrong entry is
     * @param amount the whole amount of the wrong entry
     * @param reason 1 to {@value #MAX_REASON_LENGTH} characters, not all of them blank
     */
    @MessageType("account.reverse-entry")
    record ReverseEntry(AccountId accountId, long entry, CashMovement undone, Money amount, String reason)
            implements AccountCommand {

        public static final int MAX_REASON_LENGTH = 200;

        public ReverseEntry {
            Text.require("reason", reason, MAX_REASON_LENGTH);
            amount.requirePositive("amount");
        }
    }

    @MessageType("account.close")
    record CloseAccount(AccountId accountId) implements AccountCommand {}
}
