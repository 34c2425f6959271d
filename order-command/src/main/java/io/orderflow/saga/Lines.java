package io.orderflow.saga;

import io.orderflow.api.order.OrderLine;
import io.orderflow.api.stock.Sku;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Where each line of an order stands with the stock. Belongs to one saga, and is not thread-safe. */
final class Lines {

    /** A line is pending until the stock has answered, and settled in all states but the first two. */
    enum State {
        PENDING, RESERVED, REFUSED, RELEASED, DISPATCHED,
        /** An operator gave up waiting for the answer. It may still come. */
        DISPATCH_WRITTEN_OFF, RELEASE_WRITTEN_OFF
    }

    private static final Set<State> UNSETTLED = EnumSet.of(State.PENDING, State.RESERVED);

    private static final Set<State> WRITTEN_OFF = EnumSet.of(State.DISPATCH_WRITTEN_OFF,
            State.RELEASE_WRITTEN_OFF);

    private static final Set<State> GONE = EnumSet.of(State.DISPATCHED, State.DISPATCH_WRITTEN_OFF);

    private final Map<Sku, State> states = new LinkedHashMap<>();
    private final Set<Sku> foundReserved = new LinkedHashSet<>();

    void begin(List<OrderLine> lines) {
        lines.forEach(line -> states.put(line.sku(), State.PENDING));
    }

    void restore(SagaState state) {
        state.lines().forEach(line -> states.put(line.sku(), line.state()));
        foundReserved.addAll(state.foundReserved());
    }

    List<SagaState.Line> all() {
        return states.entrySet().stream().map(line -> new SagaState.Line(line.getKey(), line.getValue())).toList();
    }

    List<Sku> foundReserved() {
        return List.copyOf(foundReserved);
    }

    void put(Sku sku, State state) {
        states.put(sku, state);
        if (state == State.RESERVED) {
            findReserved(sku);
        }
    }

    void findReserved(Sku sku) {
        foundReserved.add(sku);
    }

    /**
     * Whether its reservation has been recorded, in time or late. The stock reserves a line once, so there is no other.
     */
    boolean isFoundReserved(Sku sku) {
        return foundReserved.contains(sku);
    }

    /** A line that the order does not have counts as refused: nothing may be held for it. */
    State of(Sku sku) {
        return states.getOrDefault(sku, State.REFUSED);
    }

    boolean areAll(State state) {
        return states.values().stream().allMatch(state::equals);
    }

    boolean areAllDispatchedOrWrittenOff() {
        return states.values().stream().allMatch(GONE::contains);
    }

    /** What may still be held: also a line whose reservation has not been answered. */
    List<Sku> unsettled() {
        return in(UNSETTLED);
    }

    /** What an operator skipped, and what has not been answered since. */
    List<Sku> writtenOff() {
        return in(WRITTEN_OFF);
    }

    private List<Sku> in(Set<State> asked) {
        return states.entrySet()
                .stream()
                .filter(line -> asked.contains(line.getValue()))
                .map(Map.Entry::getKey)
                .toList();
    }
}
