package io.orderflow.account;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import io.orderflow.account.AccountState.HoldOutcome;
import io.orderflow.account.AccountState.OpenHold;
import io.orderflow.account.Hold.Ended;
import io.orderflow.account.Hold.Open;
import io.orderflow.api.Money;
import io.orderflow.api.account.AccountCommand.CaptureHold;
import io.orderflow.api.account.AccountCommand.CloseAccount;
import io.orderflow.api.account.AccountCommand.Deposit;
import io.orderflow.api.account.AccountCommand.OpenAccount;
import io.orderflow.api.account.AccountCommand.PlaceHold;
import io.orderflow.api.account.AccountCommand.ReleaseHold;
import io.orderflow.api.account.AccountCommand.ReverseEntry;
import io.orderflow.api.account.AccountCommand.VerifyHold;
import io.orderflow.api.account.AccountCommand.Withdraw;
import io.orderflow.api.account.AccountEvent.AccountClosed;
import io.orderflow.api.account.AccountEvent.AccountOpened;
import io.orderflow.api.account.AccountEvent.EntryReversed;
import io.orderflow.api.account.AccountEvent.HoldCaptured;
import io.orderflow.api.account.AccountEvent.HoldPlaced;
import io.orderflow.api.account.AccountEvent.HoldRefused;
import io.orderflow.api.account.AccountEvent.HoldReleased;
import io.orderflow.api.account.AccountEvent.HoldsOffloaded;
import io.orderflow.api.account.AccountEvent.MoneyDeposited;
import io.orderflow.api.account.AccountEvent.MoneyWithdrawn;
import io.orderflow.api.account.AccountEvent;
import io.orderflow.api.account.AccountId;
import io.orderflow.api.account.DepositSource;
import io.orderflow.api.account.HoldId;
import io.orderflow.api.account.HoldRefusal;
import io.orderflow.api.account.TransactionId;
import io.orderflow.api.order.CustomerId;
import io.orderflow.service.access.AccessMode;
import io.orderflow.service.aggregate.Owned;
import io.orderflow.service.aggregate.Snapshotted;
import java.util.List;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.messaging.MetaData;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateLifecycle;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.spring.stereotype.Aggregate;
import org.jspecify.annotations.Nullable;

/**
 * An account in one currency. It is opened for an owner, takes deposits and pays out withdrawals, and is closed when it
 * is empty. A payment puts a hold on part of its balance; the hold is then captured, which spends the money, or
 * released. The available amount is the balance less the holds, and never below zero.
 *
 * <p>Its stream may begin before the account is opened: a payment that asks an unknown account for a hold gets its
 * refusal as an event, and an event needs a stream. Such an account is still unknown to every other command.
 *
 * <p>A closed account takes a refund, because the money is the owner's and has nowhere else to go. It stays closed: the
 * owner can withdraw the refunded money, and do nothing else with it.
 */
@Aggregate(snapshotFilter = Snapshotted.FILTER)
public class Account implements Snapshotted, Owned {

    @AggregateIdentifier
    private AccountId id;
    private @Nullable Books books;

    Account() {}

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(OpenAccount command) {
        var opened = new AccountOpened(command.accountId(), command.owner(), command.currency(),
                command.customerId());
        if (!isOpened()) {
            apply(opened);
        } else if (!opened.equals(books.opening())) {
            throw new AccountOpenedDifferently(id);
        }
    }

    @CommandHandler
    void handle(Deposit command, Register register) {
        requireOpened();
        Movement moved = Movement.in(command.source(), command.amount());
        if (!isRepeat(command.transactionId(), moved, register)) {
            books.balance().requireCurrencyOf(command.amount());
            books.requireTaking(command.source());
            books.balance().requireRoomFor(command.amount(), command.source());
            post(new MoneyDeposited(id, command.amount(), command.transactionId(), command.source()));
            register.enter(id, command.transactionId(), moved);
        }
        offloadSurplus(register);
    }

    @CommandHandler
    void handle(Withdraw command, Register register) {
        requireOpened();
        Movement moved = Movement.out(command.amount());
        if (!isRepeat(command.transactionId(), moved, register)) {
            books.balance().requireCurrencyOf(command.amount());
            books.requirePayingOut();
            books.balance().requireAvailable(command.amount());
            post(new MoneyWithdrawn(id, command.amount(), command.transactionId()));
            register.enter(id, command.transactionId(), moved);
        }
        offloadSurplus(register);
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(PlaceHold command, Register register, AccessMode access) {
        switch (find(command.holdId(), register)) {
            case null -> {
                answer(command, isOpened() ? books.refusalOf(command, access) : HoldRefusal.UNKNOWN_ACCOUNT);
                register.enter(id, command.holdId(), AggregateLifecycle.getVersion());
            }
            case Open open -> requireSameAmount(command, open);
            case Ended(HoldOutcome ending) -> {
                if (ending == HoldOutcome.RELEASED_UNASKED) {
                    answer(command, isOpened() ? HoldRefusal.ALREADY_RELEASED : HoldRefusal.UNKNOWN_ACCOUNT);
                }
            }
        }
        offloadSurplus(register);
    }

    @CommandHandler
    void handle(VerifyHold command, Register register) {
        requireOpened();
        if (!(find(command.holdId(), register) instanceof Open)) {
            throw new HoldNotOpen(command.holdId());
        }
        offloadSurplus(register);
    }

    @CommandHandler
    void handle(CaptureHold command, Register register) {
        requireOpened();
        HoldId hold = command.holdId();
        Hold found = find(hold, register);
        if (found instanceof Open open) {
            post(new HoldCaptured(id, hold, open.amount()));
            enterEnd(hold, open, register);
        } else if (!new Ended(HoldOutcome.CAPTURED).equals(found)) {
            throw new HoldNotOpen(hold);
        }
        offloadSurplus(register);
    }

    @CommandHandler
    void handle(ReleaseHold command, Register register) {
        requireOpened();
        HoldId hold = command.holdId();
        switch (find(hold, register)) {
            case null -> {
                releaseNothing(hold);
                register.enter(id, hold, AggregateLifecycle.getVersion());
            }
            case Open open -> {
                post(new HoldReleased(id, hold, open.amount()));
                enterEnd(hold, open, register);
            }
            case Ended(HoldOutcome ending) -> {
                switch (ending) {
                    case REFUSED -> releaseNothing(hold);
                    case RELEASED, RELEASED_UNASKED -> {}
                    case CAPTURED -> throw new HoldCapturedAlready(hold);
                }
            }
        }
        offloadSurplus(register);
    }

    @CommandHandler
    void handle(ReverseEntry command) {
        requireOpened();
        if (!books.reversed().contains(command.entry())) {
            books.balance().requireCurrencyOf(command.amount());
            books.requireInUse();
            books.requireRoomForReversals();
            switch (command.undone()) {
                case DEPOSIT -> books.balance().requireAvailable(command.amount());
                case WITHDRAWAL -> books.balance().requireRoomFor(command.amount(), DepositSource.CASH);
            }
            post(new EntryReversed(id, command.entry(), command.undone(), command.amount(), command.reason()));
        }
    }

    @CommandHandler
    void handle(CloseAccount command) {
        requireOpened();
        if (!books.isClosed()) {
            books.requireEmpty();
            apply(new AccountClosed(id));
        }
    }

    @EventSourcingHandler
    void on(AccountEvent event) {
        if (books == null) {
            id = event.accountId();
            books = new Books(id);
        }
        books.on(event);
    }

    /** Restores the state of a snapshot. */
    @EventSourcingHandler
    void on(AccountState state) {
        id = state.accountId();
        books = new Books(state);
    }

    @Override
    public AccountState state() {
        return books.state();
    }

    @Override
    public boolean isOf(String customer) {
        return !isOpened() || new CustomerId(customer).equals(books.customer());
    }

    /** Applies a posting, which carries the hash of itself and of all postings before it. */
    private void post(AccountEvent event) {
        apply(event, MetaData.from(books.chain().after(event).metaData()));
    }

    /**
     * Whether the transaction is a repeat. The account asks the register only where it may have forgotten the
     * transaction.
     */
    private boolean isRepeat(TransactionId transaction, Movement moved, Register register) {
        return books.movements().isRepeat(transaction, moved, forgotten -> register.find(id, forgotten));
    }

    /** The hold of this id; null where the account never had it. */
    private @Nullable Hold find(HoldId hold, Register register) {
        return books == null ? null : books.holds().find(hold, unknown -> register.find(id, unknown));
    }

    private void answer(PlaceHold command, @Nullable HoldRefusal refusal) {
        if (refusal == null) {
            post(new HoldPlaced(id, command.holdId(), command.amount()));
        } else {
            apply(new HoldRefused(command.accountId(), command.holdId(), command.amount(), refusal,
                    refusal == HoldRefusal.INSUFFICIENT_FUNDS ? books.balance().available() : null));
        }
    }

    private void releaseNothing(HoldId hold) {
        post(new HoldReleased(id, hold, Money.zero(books.balance().currency())));
    }

    /**
     * Enters the end of an offloaded hold. Another hold needs no entry of its end: the entry of its beginning leads to
     * it.
     */
    private void enterEnd(HoldId hold, Open ended, Register register) {
        if (ended.offloaded()) {
            register.closeOffloaded(id, hold, AggregateLifecycle.getVersion());
        }
    }

    private boolean isOpened() {
        return books != null && books.opening() != null;
    }

    private void requireOpened() {
        if (!isOpened()) {
            throw new AccountNeverOpened(id);
        }
    }

    private static void requireSameAmount(PlaceHold command, Open open) {
        if (!open.amount().equals(command.amount())) {
            throw new HoldReused(command.holdId(), open.amount());
        }
    }

    /** Keeps the remembered holds bounded, also in an account from before there was a limit. */
    private void offloadSurplus(Register register) {
        List<OpenHold> surplus = books.holds().surplus();
        if (!surplus.isEmpty()) {
            apply(new HoldsOffloaded(id, surplus.stream().map(OpenHold::holdId).toList()));
            surplus.forEach(hold -> register.offload(id, hold.holdId(), hold.amount()));
        }
    }
}
