package io.orderflow.api.account;

import io.orderflow.api.Money;
import io.orderflow.api.message.MessageType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What happens to an account. Those that move money are each a balanced posting in the journal. */
public sealed interface AccountEvent {

    AccountId accountId();

    @MessageType("account.opened")
    record AccountOpened(AccountId accountId, String owner, String currency) implements AccountEvent {}

    @MessageType("account.money-deposited")
    record MoneyDeposited(AccountId accountId, Money amount, TransactionId transactionId, DepositSource source)
            implements AccountEvent {}

    @MessageType("account.money-withdrawn")
    record MoneyWithdrawn(AccountId accountId, Money amount, TransactionId transactionId) implements AccountEvent {}

    @MessageType("account.hold-placed")
    record HoldPlaced(AccountId accountId, HoldId holdId, Money amount) implements AccountEvent {}

    /** What was available is absent where that was not the reason, or the event is older than its being told. */
    @MessageType(value = "account.hold-refused", revision = "2", earlier = HoldRefused1.class)
    record HoldRefused(AccountId accountId, HoldId holdId, Money amount, HoldRefusal reason,
            @Nullable Money available) implements AccountEvent {}

    @MessageType("account.hold-captured")
    record HoldCaptured(AccountId accountId, HoldId holdId, Money amount) implements AccountEvent {}

    /** The amount is zero where there was no such hold: the answer is still an answer. */
    @MessageType("account.hold-released")
    record HoldReleased(AccountId accountId, HoldId holdId, Money amount) implements AccountEvent {}

    /**
     * A correction: a second entry that moves back what an earlier one moved, which stays as it is.
     *
     * @param entry  the version of the account that the wrong entry made
     * @param undone what it was
     * @param amount the whole of what it moved
     */
    @MessageType("account.entry-reversed")
    record EntryReversed(AccountId accountId, long entry, CashMovement undone, Money amount, String reason)
            implements AccountEvent {}

    /**
     * These holds, which stay open, are in the register with their amounts from here on, and the account keeps only
     * their sum: it has more of them than it remembers one by one. No money moves.
     */
    @MessageType("account.holds-offloaded")
    record HoldsOffloaded(AccountId accountId, List<HoldId> holdIds) implements AccountEvent {}

    @MessageType("account.closed")
    record AccountClosed(AccountId accountId) implements AccountEvent {}
}
