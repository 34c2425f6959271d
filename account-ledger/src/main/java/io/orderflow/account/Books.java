package io.orderflow.account;

import io.orderflow.account.AccountState.Opening;
import io.orderflow.api.Money;
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
import io.orderflow.api.account.AccountCommand.PlaceHold;
import io.orderflow.api.account.AccountEvent;
import io.orderflow.api.account.AccountId;
import io.orderflow.api.account.DepositSource;
import io.orderflow.api.account.HoldRefusal;
import io.orderflow.api.order.CustomerId;
import io.orderflow.ledger.Chain;
import io.orderflow.service.access.AccessMode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The state that an account's events so far have made, and the checks of it. It never applies an event. */
final class Books {

    /** The most corrections of one account. The account remembers all of them, and no account should need more. */
    static final int MAX_REVERSALS = 1_000;

    private final AccountId account;
    private @Nullable AccountOpened opening;
    private boolean closed;
    private @Nullable Balance balance;
    private Chain chain;
    private final Holds holds = new Holds();
    private final Movements movements = new Movements();
    private final Set<Long> reversed = new LinkedHashSet<>();

    Books(AccountId account) {
        this.account = account;
        chain = Chain.of(account);
    }

    Books(AccountState state) {
        account = state.accountId();
        chain = new Chain(state.chain());
        opening = state.opening() == null
                ? null
                : new AccountOpened(account, state.opening().owner(), state.opening().currency(),
                        state.opening().customerId());
        closed = state.closed();
        balance = state.balance();
        holds.restore(state);
        movements.restore(state.movements());
        reversed.addAll(state.reversed());
    }

    void on(AccountEvent event) {
        switch (event) {
            case AccountOpened opened -> {
                opening = opened;
                balance = Balance.zero(opened.currency());
            }
            case MoneyDeposited deposited -> {
                balance = balance.deposited(deposited.amount());
                movements.remember(deposited.transactionId(), Movement.in(deposited.source(), deposited.amount()));
            }
            case MoneyWithdrawn withdrawn -> {
                balance = balance.withdrawn(withdrawn.amount());
                movements.remember(withdrawn.transactionId(), Movement.out(withdrawn.amount()));
            }
            case HoldPlaced placed -> {
                balance = balance.heldMore(placed.amount());
                holds.place(placed.holdId(), placed.amount());
            }
            case HoldRefused refused -> holds.refuse(refused.holdId());
            case HoldCaptured captured -> {
                balance = balance.captured(captured.amount());
                holds.capture(captured.holdId());
            }
            case HoldReleased released -> {
                balance = balance.released(released.amount());
                holds.release(released.holdId(), released.amount());
            }
            case EntryReversed correction -> {
                balance = balance.corrected(correction.undone(), correction.amount());
                reversed.add(correction.entry());
            }
            case HoldsOffloaded offloaded -> holds.offload(offloaded.holdIds());
            case AccountClosed end -> closed = true;
        }
        chain = chain.after(event);
    }

    AccountState state() {
        return new AccountState(account,
                opening == null ? null : new Opening(opening.owner(), opening.currency(), opening.customerId()),
                closed, balance, chain.hash(), holds.offloaded(), holds.open(), holds.settled(), movements.known(),
                new ArrayList<>(reversed));
    }

    /** The opening; null where nobody has opened the account yet. */
    @Nullable
    AccountOpened opening() {
        return opening;
    }

    /** The customer to whom the account belongs; null where it belongs to none, or is not opened yet. */
    @Nullable
    CustomerId customer() {
        return opening == null ? null : opening.customerId();
    }

    boolean isClosed() {
        return closed;
    }

    /** The balance; null where nobody has opened the account yet. */
    @Nullable
    Balance balance() {
        return balance;
    }

    Chain chain() {
        return chain;
    }

    Holds holds() {
        return holds;
    }

    Movements movements() {
        return movements;
    }

    /** Why an opened account refuses a hold; null where it takes the hold. */
    @Nullable
    HoldRefusal refusalOf(PlaceHold command, AccessMode access) {
        if (!paysFor(command.customerId(), access)) {
            return HoldRefusal.UNKNOWN_ACCOUNT;
        } else if (closed) {
            return HoldRefusal.ACCOUNT_CLOSED;
        } else if (!command.amount().hasCurrencyOf(balance.total())) {
            return HoldRefusal.CURRENCY_MISMATCH;
        }
        return balance.available().isLessThan(command.amount()) ? HoldRefusal.INSUFFICIENT_FUNDS : null;
    }

    /**
     * Whether the account pays this customer's order. It pays its own customer alone, and is unknown to all others, so
     * that nobody learns of it. An account without a customer pays for everybody where nobody is asked who they are, and
     * otherwise for nobody.
     */
    private boolean paysFor(@Nullable CustomerId buyer, AccessMode access) {
        return customer() == null ? access == AccessMode.OPEN : customer().equals(buyer);
    }

    void requireInUse() {
        if (closed) {
            throw new AccountAlreadyClosed(account);
        }
    }

    /** A closed account takes a refund alone. */
    void requireTaking(DepositSource source) {
        if (source != DepositSource.REFUND) {
            requireInUse();
        }
    }

    /** A closed account pays out what a refund has brought, and nothing else. */
    void requirePayingOut() {
        if (balance.total().isZero()) {
            requireInUse();
        }
    }

    void requireEmpty() {
        if (holds.isAnyOpen()) {
            throw new HoldStillOpen(account);
        } else if (!balance.total().isZero()) {
            throw new AccountHoldsMoney(account, balance.total());
        }
    }

    void requireRoomForReversals() {
        if (reversed.size() >= MAX_REVERSALS) {
            throw new TooManyReversals(MAX_REVERSALS);
        }
    }

    /** The entries that were corrected: few, because each is a person's decision. */
    Set<Long> reversed() {
        return reversed;
    }
}
