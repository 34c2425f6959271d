package io.orderflow.account;

import io.orderflow.account.AccountState.HoldOutcome;
import io.orderflow.account.AccountState.OpenHold;
import io.orderflow.account.AccountState.SettledHold;
import io.orderflow.account.Hold.Ended;
import io.orderflow.account.Hold.Open;
import io.orderflow.api.Money;
import io.orderflow.api.account.HoldId;
import io.orderflow.service.aggregate.OpenItems;
import io.orderflow.service.aggregate.RecentItems;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The holds of one account: the latest of the open ones, with their amounts, and how the last {@value
 * #MAX_SETTLED_HOLDS} others ended, so that a repeated or late command finds its answer. All others are in the {@link
 * Register}.
 */
final class Holds {

    static final int MAX_SETTLED_HOLDS = 1_000;

    private final OpenItems<HoldId, Money> open = new OpenItems<>();
    private final RecentItems<HoldId, HoldOutcome> settled = new RecentItems<>(MAX_SETTLED_HOLDS);

    boolean isAnyOpen() {
        return !open.isEmpty();
    }

    /**
     * The state of a hold; null where the account never had it.
     *
     * @param register is asked only about a hold that may not be remembered here
     */
    @Nullable
    Hold find(HoldId hold, Function<HoldId, Optional<Hold>> register) {
        Money amount = open.find(hold);
        if (amount != null) {
            return new Open(amount, false);
        }
        HoldOutcome ending = settled.find(hold);
        if (ending != null) {
            return new Ended(ending);
        }
        boolean mayBeInRegister = open.offloaded() > 0 || settled.mayHaveForgotten();
        return mayBeInRegister ? register.apply(hold).orElse(null) : null;
    }

    /** The holds that are to be offloaded now. */
    List<OpenHold> surplus() {
        return open.surplus(OpenHold::new);
    }

    /** How many open holds are in the register only. */
    int offloaded() {
        return open.offloaded();
    }

    List<OpenHold> open() {
        return open.toList(OpenHold::new);
    }

    List<SettledHold> settled() {
        return settled.toList(SettledHold::new);
    }

    /** Restores the values of {@link #offloaded}, {@link #open} and {@link #settled}. */
    void restore(AccountState state) {
        open.restore(state.offloaded());
        state.open().forEach(hold -> open.open(hold.holdId(), hold.amount()));
        state.settled().forEach(hold -> settled.remember(hold.holdId(), hold.ending()));
    }

    void place(HoldId hold, Money amount) {
        open.open(hold, amount);
    }

    void refuse(HoldId hold) {
        HoldOutcome before = settled.find(hold);
        boolean released = before == HoldOutcome.RELEASED || before == HoldOutcome.RELEASED_UNASKED;
        settled.remember(hold, released ? HoldOutcome.RELEASED : HoldOutcome.REFUSED);
    }

    void capture(HoldId hold) {
        open.close(hold);
        settled.remember(hold, HoldOutcome.CAPTURED);
    }

    /** @param amount the amount that was held; zero where there was no such hold */
    void release(HoldId hold, Money amount) {
        boolean asked = !amount.isZero() || settled.find(hold) != null;
        if (!amount.isZero()) {
            open.close(hold);
        }
        settled.remember(hold, asked ? HoldOutcome.RELEASED : HoldOutcome.RELEASED_UNASKED);
    }

    void offload(List<HoldId> holds) {
        open.offload(holds);
    }
}
