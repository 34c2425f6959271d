package io.orderflow.account;

import io.orderflow.api.Money;
import io.orderflow.api.account.HoldId;
import io.orderflow.account.AccountState.Ending;
import io.orderflow.account.AccountState.OpenHold;
import io.orderflow.account.AccountState.SettledHold;
import io.orderflow.service.aggregate.Recent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The holds of one account: every open one with its amount, and how the last {@value #MAX_SETTLED_HOLDS} others ended,
 * so that a repeated or late command finds its answer given. An open hold is never forgotten; how an older one ended
 * is in the {@link Register}.
 */
final class Holds {

    static final int MAX_SETTLED_HOLDS = 1_000;

    private final Map<HoldId, Money> open = new LinkedHashMap<>();
    private final Recent<HoldId, Ending> settled = new Recent<>(MAX_SETTLED_HOLDS);

    boolean isAnyOpen() {
        return !open.isEmpty();
    }

    @Nullable
    Money openAmountOf(HoldId hold) {
        return open.get(hold);
    }

    /**
     * How the hold ended; null where it is open, or was never heard of.
     *
     * @param register tells how a hold ended that may be forgotten here
     */
    @Nullable
    Ending endingOf(HoldId hold, Function<HoldId, Optional<Ending>> register) {
        if (open.containsKey(hold)) {
            return null;
        }
        return settled.find(hold, register);
    }

    List<OpenHold> open() {
        return open.entrySet().stream().map(hold -> new OpenHold(hold.getKey(), hold.getValue())).toList();
    }

    List<SettledHold> settled() {
        return settled.toList(SettledHold::new);
    }

    /** Remembers what {@link #open} and {@link #settled} told. */
    void restore(List<OpenHold> openHolds, List<SettledHold> settledHolds) {
        openHolds.forEach(hold -> open.put(hold.holdId(), hold.amount()));
        settledHolds.forEach(hold -> settled.remember(hold.holdId(), hold.ending()));
    }

    void place(HoldId hold, Money amount) {
        open.put(hold, amount);
    }

    void refuse(HoldId hold) {
        Ending before = settled.find(hold);
        boolean released = before == Ending.RELEASED || before == Ending.RELEASED_UNASKED;
        settled.remember(hold, released ? Ending.RELEASED : Ending.REFUSED);
    }

    void capture(HoldId hold) {
        open.remove(hold);
        settled.remember(hold, Ending.CAPTURED);
    }

    void release(HoldId hold) {
        boolean asked = open.remove(hold) != null || settled.find(hold) != null;
        settled.remember(hold, asked ? Ending.RELEASED : Ending.RELEASED_UNASKED);
    }
}
