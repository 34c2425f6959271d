package io.orderflow.ledger.holds;

import io.orderflow.api.Money;
import io.orderflow.api.account.HoldId;
import io.orderflow.api.order.OrderId;
import io.orderflow.ledger.statement.StatementEntry;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds the open holds among the entries of an account, which it is shown from the newest on: a hold whose end it has not
 * seen before is open. It is done once the holds that it has found are all that is held. Not thread-safe.
 */
final class HoldSearch {

    private final Set<String> ended = new HashSet<>();
    private final List<HoldView> open = new ArrayList<>();
    private Money older;

    /** @param held what the account holds in all */
    HoldSearch(Money held) {
        this.older = held;
    }

    void show(StatementEntry entry) {
        switch (entry.kind()) {
            case HOLD_CAPTURED, HOLD_RELEASED -> ended.add(entry.reference());
            case HOLD_PLACED -> {
                if (!isDone() && !ended.contains(entry.reference())) {
                    open.add(new HoldView(new HoldId(entry.reference()), new OrderId(entry.reference()),
                            entry.amount(), entry.at(), entry.version()));
                    older = older.isLessThan(entry.amount())
                            ? Money.zero(older.currency())
                            : older.minus(entry.amount());
                }
            }
            case DEPOSIT, REFUND, WITHDRAWAL, DEPOSIT_REVERSED, WITHDRAWAL_REVERSED -> {}
        }
    }

    boolean isDone() {
        return older.isZero();
    }

    /** The holds so far, the newest first. */
    List<HoldView> open() {
        return List.copyOf(open);
    }

    /** What is held by holds that it has not found. */
    Money older() {
        return older;
    }
}
