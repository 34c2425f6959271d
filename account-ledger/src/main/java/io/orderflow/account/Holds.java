package io.orderflow.account;

import io.orderflow.api.Money;
import io.orderflow.api.account.HoldId;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The holds of one account: every open one with its amount, and how the last {@value #MAX_SETTLED_HOLDS} others ended,
 * so that a repeated or late command finds its answer given. An open hold is never forgotten.
 */
final class Holds {

    /** A command about a hold that ended longer ago than this is taken for a new one. */
    static final int MAX_SETTLED_HOLDS = 1_000;

    private enum Ending {
        REFUSED, CAPTURED, RELEASED,
        /** Released before it was asked for: the request is still on its way, and waits for an answer. */
        RELEASED_UNASKED
    }

    private final Map<HoldId, Money> open = new HashMap<>();
    private final RecentEntries<HoldId, Ending> settled = new RecentEntries<>(MAX_SETTLED_HOLDS);

    boolean isAnyOpen() {
        return !open.isEmpty();
    }

    @Nullable
    Money openAmountOf(HoldId hold) {
        return open.get(hold);
    }

    /** Whether the request for this hold has been placed or refused before, whatever became of it. */
    boolean isAnswered(HoldId hold) {
        Ending ending = settled.recall(hold);
        return open.containsKey(hold) || ending != null && ending != Ending.RELEASED_UNASKED;
    }

    boolean isCaptured(HoldId hold) {
        return settled.recall(hold) == Ending.CAPTURED;
    }

    boolean isReleased(HoldId hold) {
        Ending ending = settled.recall(hold);
        return ending == Ending.RELEASED || ending == Ending.RELEASED_UNASKED;
    }

    void place(HoldId hold, Money amount) {
        open.put(hold, amount);
    }

    void refuse(HoldId hold) {
        settled.remember(hold, isReleased(hold) ? Ending.RELEASED : Ending.REFUSED);
    }

    void capture(HoldId hold) {
        open.remove(hold);
        settled.remember(hold, Ending.CAPTURED);
    }

    void release(HoldId hold) {
        boolean asked = isAnswered(hold);
        open.remove(hold);
        settled.remember(hold, asked ? Ending.RELEASED : Ending.RELEASED_UNASKED);
    }
}
