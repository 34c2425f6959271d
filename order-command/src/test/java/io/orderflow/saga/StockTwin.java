package io.orderflow.saga;

import static io.orderflow.order.OrderFixture.LINES;

import io.orderflow.api.message.CommandResult;
import io.orderflow.api.order.OrderId;
import io.orderflow.api.order.OrderLine;
import io.orderflow.api.stock.Sku;
import io.orderflow.api.stock.StockCommand.DispatchStock;
import io.orderflow.api.stock.StockCommand.ReleaseStock;
import io.orderflow.api.stock.StockCommand.ReserveStock;
import io.orderflow.api.stock.StockEvent.StockDispatched;
import io.orderflow.api.stock.StockEvent.StockReleased;
import io.orderflow.api.stock.StockEvent.StockReservationRefused;
import io.orderflow.api.stock.StockEvent.StockReserved;
import io.orderflow.api.stock.StockEvent;
import io.orderflow.api.stock.StockRefusal;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.axonframework.commandhandling.CommandHandler;

/**
 * Keeps stock for one order the way the inventory does, except that it may forget what it refused and released, and
 * then reserves again.
 */
final class StockTwin {

    private enum State {
        HELD, REFUSED, RELEASED, DISPATCHED
    }

    private final Consumer<StockEvent> events;
    private final Map<Sku, State> lines = new HashMap<>();
    private final Set<Sku> outOfStock = new HashSet<>();
    private final Set<Sku> mute = new HashSet<>();
    private boolean forgetful;

    StockTwin(Consumer<StockEvent> events) {
        this.events = events;
    }

    void runOutOf(Sku sku) {
        outOfStock.add(sku);
    }

    void restock(Sku sku) {
        outOfStock.remove(sku);
    }

    void forgetWhatIsClosed() {
        forgetful = true;
    }

    /** From now on commands for the product are taken and nothing is done about them. */
    void fallSilentAbout(Sku sku) {
        mute.add(sku);
    }

    void speakAgain() {
        mute.clear();
    }

    boolean holdsAnything() {
        return lines.containsValue(State.HELD);
    }

    boolean holdsEverything() {
        return LINES.stream().map(OrderLine::sku).allMatch(sku -> lines.get(sku) == State.HELD);
    }

    boolean hasDispatchedAnything() {
        return lines.containsValue(State.DISPATCHED);
    }

    boolean hasDispatchedEverything() {
        return LINES.stream().map(OrderLine::sku).allMatch(sku -> lines.get(sku) == State.DISPATCHED);
    }

    @CommandHandler
    CommandResult handle(ReserveStock command) {
        if (isDecided(command.sku(), EnumSet.of(State.REFUSED, State.RELEASED))) {
            return new CommandResult(0);
        }
        if (outOfStock.contains(command.sku())) {
            return answer(command.sku(), State.REFUSED, new StockReservationRefused(command.sku(), command.orderId(),
                    command.quantity(), StockRefusal.OUT_OF_STOCK));
        }
        return answer(command.sku(), State.HELD, new StockReserved(command.sku(), command.orderId(),
                command.quantity(), "A " + command.sku().value()));
    }

    @CommandHandler
    CommandResult handle(ReleaseStock command) {
        State state = lines.get(command.sku());
        if (state == State.DISPATCHED || state == State.RELEASED) {
            return new CommandResult(0);
        }
        return answer(command.sku(), State.RELEASED,
                new StockReleased(command.sku(), command.orderId(), state == State.HELD ? 1 : 0));
    }

    @CommandHandler
    CommandResult handle(DispatchStock command) {
        OrderId order = command.orderId();
        return lines.get(command.sku()) == State.HELD
                ? answer(command.sku(), State.DISPATCHED, new StockDispatched(command.sku(), order, 1))
                : new CommandResult(0);
    }

    private boolean isDecided(Sku sku, Set<State> forgettable) {
        State state = lines.get(sku);
        return state != null && !(forgetful && forgettable.contains(state));
    }

    private CommandResult answer(Sku sku, State state, StockEvent event) {
        if (!mute.contains(sku)) {
            lines.put(sku, state);
            events.accept(event);
        }
        return new CommandResult(0);
    }
}
