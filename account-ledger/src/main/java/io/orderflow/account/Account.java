package io.orderflow.account;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import io.orderflow.account.AccountState.Opening;
import io.orderflow.api.Money;
import io.orderflow.api.account.AccountCommand.CaptureHold;
import io.orderflow.api.account.AccountCommand.CloseAccount;
import io.orderflow.api.account.AccountCommand.Deposit;
import io.orderflow.api.account.AccountCommand.OpenAccount;
import io.orderflow.api.account.AccountCommand.PlaceHold;
import io.orderflow.api.account.AccountCommand.ReleaseHold;
import io.orderflow.api.account.AccountCommand.Withdraw;
import io.orderflow.api.account.AccountEvent.AccountClosed;
import io.orderflow.api.account.AccountEvent.AccountOpened;
import io.orderflow.api.account.AccountEvent.HoldCaptured;
import io.orderflow.api.account.AccountEvent.HoldPlaced;
import io.orderflow.api.account.AccountEvent.HoldRefused;
import io.orderflow.api.account.AccountEvent.HoldReleased;
import io.orderflow.api.account.AccountEvent.MoneyDeposited;
import io.orderflow.api.account.AccountEvent.MoneyWithdrawn;
import io.orderflow.api.account.AccountId;
import io.orderflow.api.account.DepositSource;
import io.orderflow.api.account.HoldId;
import io.orderflow.api.account.HoldRefusal;
import io.orderflow.api.message.Handled;
import io.orderflow.service.aggregate.Snapshotted;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateLifecycle;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.spring.stereotype.Aggregate;
import org.jspecify.annotations.Nullable;

/**
 * An account in one currency. It is opened for an owner, takes deposits and pays out withdrawals, and is closed when it
 * is empty. A payment puts a hold on part of its balance; the hold is then captured, which spends the money, or
 * released. What is available is the balance less what is held, and never below zero.
 *
 * <p>Its stream may begin before it is opened: a payment that asks an unknown account for a hold gets its refusal as an
 * event, and an event needs a stream. Such an account is still unknown to every other command.
 *
 * <p>A closed account takes a refund, because the money is the owner's and has nowhere else to go. It stays closed:
 * what came back can be withdrawn, and nothing else can be done with it.
 */
@Aggregate(snapshotFilter = Snapshotted.FILTER)
public class Account implements Snapshotted {

    @AggregateIdentifier
    private AccountId id;
    private @Nullable AccountOpened opening;
    private boolean closed;
    private @Nullable Balance balance;
    private final Holds holds = new Holds();
    private final Movements movements = new Movements();

    Account() {}

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    Handled handle(OpenAccount command) {
        var opened = new AccountOpened(command.accountId(), command.owner(), command.currency());
        if (opening == null) {
            apply(opened);
        } else if (!opening.equals(opened)) {
            throw new AccountOpenedDifferently(id);
        }
        return handled();
    }

    @CommandHandler
    Handled handle(Deposit command) {
        requireOpened();
        if (!movements.isRepeat(command.transactionId(), Moved.in(command.source(), command.amount()))) {
            requireCurrencyOf(command.amount());
            requireTaking(command.source());
            requireRoomFor(command.amount(), command.source());
            apply(new MoneyDeposited(id, command.amount(), command.transactionId(), command.source()));
        }
        return handled();
    }

    @CommandHandler
    Handled handle(Withdraw command) {
        requireOpened();
        if (!movements.isRepeat(command.transactionId(), Moved.out(command.amount()))) {
            requireCurrencyOf(command.amount());
            requirePayingOut();
            requireAvailable(command.amount());
            apply(new MoneyWithdrawn(id, command.amount(), command.transactionId()));
        }
        return handled();
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    Handled handle(PlaceHold command) {
        requireSameAmountWhereOpen(command);
        if (!holds.isAnswered(command.holdId())) {
            HoldRefusal refusal = refusalOf(command);
            apply(refusal == null
                    ? new HoldPlaced(command.accountId(), command.holdId(), command.amount())
                    : new HoldRefused(command.accountId(), command.holdId(), command.amount(), refusal));
        }
        return handled();
    }

    @CommandHandler
    Handled handle(CaptureHold command) {
        requireOpened();
        HoldId hold = command.holdId();
        if (!holds.isCaptured(hold)) {
            apply(new HoldCaptured(id, hold, requireOpen(hold)));
        }
        return handled();
    }

    @CommandHandler
    Handled handle(ReleaseHold command) {
        requireOpened();
        HoldId hold = command.holdId();
        requireNotCaptured(hold);
        if (!holds.isReleased(hold)) {
            Money amount = holds.openAmountOf(hold);
            apply(new HoldReleased(id, hold, amount == null ? Money.zero(balance.currency()) : amount));
        }
        return handled();
    }

    @CommandHandler
    Handled handle(CloseAccount command) {
        requireOpened();
        if (!closed) {
            requireEmpty();
            apply(new AccountClosed(id));
        }
        return handled();
    }

    @EventSourcingHandler
    void on(AccountOpened event) {
        id = event.accountId();
        opening = event;
        balance = Balance.zero(event.currency());
    }

    @EventSourcingHandler
    void on(MoneyDeposited event) {
        balance = balance.deposited(event.amount());
        movements.remember(event.transactionId(), Moved.in(event.source(), event.amount()));
    }

    @EventSourcingHandler
    void on(MoneyWithdrawn event) {
        balance = balance.withdrawn(event.amount());
        movements.remember(event.transactionId(), Moved.out(event.amount()));
    }

    @EventSourcingHandler
    void on(HoldPlaced event) {
        balance = balance.heldMore(event.amount());
        holds.place(event.holdId(), event.amount());
    }

    @EventSourcingHandler
    void on(HoldRefused event) {
        id = event.accountId();
        holds.refuse(event.holdId());
    }

    @EventSourcingHandler
    void on(HoldCaptured event) {
        balance = balance.captured(event.amount());
        holds.capture(event.holdId());
    }

    @EventSourcingHandler
    void on(HoldReleased event) {
        balance = balance.released(event.amount());
        holds.release(event.holdId());
    }

    @EventSourcingHandler
    void on(AccountClosed event) {
        closed = true;
    }

    /** Takes up where a snapshot left off. */
    @EventSourcingHandler
    void on(AccountState state) {
        id = state.accountId();
        opening = state.opening() == null
                ? null
                : new AccountOpened(id, state.opening().owner(), state.opening().currency());
        closed = state.closed();
        balance = state.balance();
        holds.restore(state.open(), state.settled());
        movements.restore(state.movements());
    }

    @Override
    public AccountState state() {
        return new AccountState(id, opening == null ? null : new Opening(opening.owner(), opening.currency()), closed,
                balance, holds.open(), holds.settled(), movements.known());
    }

    private @Nullable HoldRefusal refusalOf(PlaceHold command) {
        if (opening == null) {
            return HoldRefusal.UNKNOWN_ACCOUNT;
        } else if (holds.isReleased(command.holdId())) {
            return HoldRefusal.ALREADY_RELEASED;
        } else if (closed) {
            return HoldRefusal.ACCOUNT_CLOSED;
        } else if (!command.amount().hasCurrencyOf(balance.total())) {
            return HoldRefusal.CURRENCY_MISMATCH;
        }
        return balance.available().isLessThan(command.amount()) ? HoldRefusal.INSUFFICIENT_FUNDS : null;
    }

    private void requireOpened() {
        if (opening == null) {
            throw new AccountNeverOpened(id);
        }
    }

    private void requireCurrencyOf(Money amount) {
        if (!amount.hasCurrencyOf(balance.total())) {
            throw new CurrencyDiffers(balance.currency(), amount);
        }
    }

    private void requireTaking(DepositSource source) {
        if (closed && source != DepositSource.REFUND) {
            throw new AccountAlreadyClosed(id);
        }
    }

    private void requirePayingOut() {
        if (closed && balance.total().isZero()) {
            throw new AccountAlreadyClosed(id);
        }
    }

    private void requireRoomFor(Money amount, DepositSource source) {
        if (!balance.hasRoomFor(amount, source)) {
            throw new BalanceTooLarge(Balance.limitFor(source));
        }
    }

    private void requireAvailable(Money amount) {
        if (balance.available().isLessThan(amount)) {
            throw new FundsInsufficient(balance.available(), amount);
        }
    }

    private void requireSameAmountWhereOpen(PlaceHold command) {
        Money open = holds.openAmountOf(command.holdId());
        if (open != null && !open.equals(command.amount())) {
            throw new HoldReused(command.holdId(), open);
        }
    }

    private Money requireOpen(HoldId hold) {
        Money amount = holds.openAmountOf(hold);
        if (amount == null) {
            throw new HoldNotOpen(hold);
        }
        return amount;
    }

    private void requireNotCaptured(HoldId hold) {
        if (holds.isCaptured(hold)) {
            throw new HoldCapturedAlready(hold);
        }
    }

    private void requireEmpty() {
        if (holds.isAnyOpen()) {
            throw new HoldStillOpen(id);
        } else if (!balance.total().isZero()) {
            throw new AccountHoldsMoney(id, balance.total());
        }
    }

    private static Handled handled() {
        return new Handled(AggregateLifecycle.getVersion());
    }
}
