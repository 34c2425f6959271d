package io.orderflow.stock;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import io.orderflow.api.Money;
import io.orderflow.api.order.OrderId;
import io.orderflow.api.stock.ReceiptId;
import io.orderflow.api.stock.ReservationEnding;
import io.orderflow.api.stock.Sku;
import io.orderflow.api.stock.StockCommand.ChangePrice;
import io.orderflow.api.stock.StockCommand.DispatchStock;
import io.orderflow.api.stock.StockCommand.ListProduct;
import io.orderflow.api.stock.StockCommand.ReceiveStock;
import io.orderflow.api.stock.StockCommand.ReleaseStock;
import io.orderflow.api.stock.StockCommand.ReserveStock;
import io.orderflow.api.stock.StockEvent.PriceChanged;
import io.orderflow.api.stock.StockEvent.ProductListed;
import io.orderflow.api.stock.StockEvent.ReservationsOffloaded;
import io.orderflow.api.stock.StockEvent.StockDispatched;
import io.orderflow.api.stock.StockEvent.StockReceived;
import io.orderflow.api.stock.StockEvent.StockReleased;
import io.orderflow.api.stock.StockEvent.StockReservationRefused;
import io.orderflow.api.stock.StockEvent.StockReserved;
import io.orderflow.api.stock.StockEvent;
import io.orderflow.api.stock.StockRefusal;
import io.orderflow.service.aggregate.RecentItems;
import io.orderflow.service.aggregate.Snapshotted;
import io.orderflow.stock.Reservation.Closed;
import io.orderflow.stock.Reservation.Open;
import io.orderflow.stock.StockState.BookedReceipt;
import io.orderflow.stock.StockState.HeldQuantity;
import io.orderflow.stock.StockState.Listing;
import java.util.List;
import java.util.Objects;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.spring.stereotype.Aggregate;
import org.jspecify.annotations.Nullable;

/**
 * The stock of one product. It begins when the product is listed, or earlier, when an order asks for a product that
 * nobody has listed: the stock answers that order with an event too, and the product may still be listed afterwards.
 * From then on goods are received, reserved by orders, and either released or dispatched. The stock has no end.
 *
 * <p>The available quantity is the quantity on hand less the reserved one; a dispatch reduces both.
 *
 * <p>The stock answers each request of an order once. It decides once on a reservation: the same request once more,
 * also after a refusal, a release or a dispatch, changes nothing, because the answer stands in the event store and
 * reaches the order's saga from there. A release before the reservation closes the order, so that a reservation
 * overtaken by its release holds nothing. A receipt is booked once. All that lasts for ever: the open reservations,
 * closed orders and receipts that the stock does not remember are in the {@link StockRegister}. An order is entered
 * there only when it is closed, or when the stock has more reservations than it remembers and offloads the oldest. So
 * most reservations cost only one question to the register. The stock always knows the reserved quantity as a whole.
 */
@Aggregate(snapshotFilter = Snapshotted.FILTER)
class StockItem implements Snapshotted {

    static final int MAX_ON_HAND = 1_000_000_000;
    static final int MAX_RECEIPTS_REMEMBERED = 1_000;

    @AggregateIdentifier
    private @Nullable Sku sku;
    private @Nullable ProductListed listing;
    private @Nullable Money unitPrice;
    private int onHand;
    private int reserved;
    private final Reservations reservations = new Reservations();
    private final RecentItems<ReceiptId, Integer> receipts = new RecentItems<>(MAX_RECEIPTS_REMEMBERED);

    StockItem() {}

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(ListProduct command) {
        var asked = new ProductListed(command.sku(), command.name(), command.unitPrice());
        if (listing == null) {
            apply(asked);
        } else if (!listing.equals(asked)) {
            throw new ProductAlreadyListed(command.sku());
        }
    }

    @CommandHandler
    void handle(ChangePrice command) {
        requireListed(command.sku());
        requireCurrencyOfListing(command.unitPrice());
        if (!command.unitPrice().equals(unitPrice)) {
            apply(new PriceChanged(command.sku(), command.unitPrice(), unitPrice));
        }
    }

    @CommandHandler
    void handle(ReceiveStock command, StockRegister register) {
        requireListed(command.sku());
        Integer booked = receipts.find(command.receiptId(), forgotten -> register.find(command.sku(), forgotten));
        if (booked == null) {
            requireRoomFor(command.quantity());
            apply(new StockReceived(command.sku(), command.quantity(), command.receiptId()));
            register.enter(command.sku(), command.receiptId(), command.quantity());
        } else if (booked != command.quantity()) {
            throw new ReceiptAlreadyBooked(command.receiptId(), booked);
        }
        offloadSurplus(register);
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(ReserveStock command, StockRegister register) {
        if (reservationOf(command.sku(), command.orderId(), register) == null) {
            StockEvent answer = answerTo(command);
            apply(answer);
            if (answer instanceof StockReservationRefused) {
                register.enter(command.sku(), command.orderId(), ReservationEnding.REFUSED);
            }
        }
        offloadSurplus(register);
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(ReleaseStock command, StockRegister register) {
        Sku asked = command.sku();
        OrderId order = command.orderId();
        switch (reservationOf(asked, order, register)) {
            case null -> {
                apply(new StockReleased(asked, order, 0));
                register.enter(asked, order, ReservationEnding.RELEASED);
            }
            case Open open -> {
                apply(new StockReleased(asked, order, open.quantity()));
                enterEnding(asked, order, open, ReservationEnding.RELEASED, register);
            }
            case Closed closed -> {
                switch (closed.ending()) {
                    case REFUSED -> apply(new StockReleased(asked, order, 0));
                    case RELEASED -> {}
                    case DISPATCHED -> throw new GoodsAlreadyDispatched(asked, order);
                }
            }
        }
        offloadSurplus(register);
    }

    @CommandHandler
    void handle(DispatchStock command, StockRegister register) {
        Sku asked = command.sku();
        OrderId order = command.orderId();
        Reservation reservation = reservationOf(asked, order, register);
        if (reservation instanceof Open open) {
            apply(new StockDispatched(asked, order, open.quantity()));
            enterEnding(asked, order, open, ReservationEnding.DISPATCHED, register);
        } else if (!new Closed(ReservationEnding.DISPATCHED).equals(reservation)) {
            throw new NothingReserved(asked, order);
        }
        offloadSurplus(register);
    }

    @EventSourcingHandler
    void on(ProductListed event) {
        sku = event.sku();
        listing = event;
        unitPrice = event.unitPrice();
    }

    @EventSourcingHandler
    void on(PriceChanged event) {
        unitPrice = event.unitPrice();
    }

    @EventSourcingHandler
    void on(StockReceived event) {
        onHand += event.quantity();
        receipts.remember(event.receiptId(), event.quantity());
    }

    @EventSourcingHandler
    void on(StockReserved event) {
        reserved += event.quantity();
        reservations.open(event.orderId(), event.quantity());
    }

    @EventSourcingHandler
    void on(StockReservationRefused event) {
        sku = event.sku();
        reservations.refuse(event.orderId());
    }

    @EventSourcingHandler
    void on(StockReleased event) {
        sku = event.sku();
        reserved -= event.quantity();
        reservations.close(event.orderId(), event.quantity(), ReservationEnding.RELEASED);
    }

    @EventSourcingHandler
    void on(StockDispatched event) {
        onHand -= event.quantity();
        reserved -= event.quantity();
        reservations.close(event.orderId(), event.quantity(), ReservationEnding.DISPATCHED);
    }

    @EventSourcingHandler
    void on(ReservationsOffloaded event) {
        reservations.offload(event.orderIds());
    }

    /** Restores the state of a snapshot. */
    @EventSourcingHandler
    void on(StockState state) {
        sku = state.sku();
        listing = state.listing() == null
                ? null
                : new ProductListed(state.sku(), state.listing().name(), state.listing().unitPrice());
        unitPrice = state.unitPrice();
        onHand = state.onHand();
        reserved = state.reserved();
        reservations.restore(state);
        state.receipts().forEach(booked -> receipts.remember(booked.receiptId(), booked.quantity()));
    }

    @Override
    public StockState state() {
        return new StockState(Objects.requireNonNull(sku),
                listing == null ? null : new Listing(listing.name(), listing.unitPrice()), unitPrice, onHand,
                reserved, reservations.offloaded(), reservations.held(), reservations.closed(),
                receipts.toList(BookedReceipt::new));
    }

    /**
     * Decides on a reservation. The price of this product counts: a quote that differs, in amount or currency, is
     * refused.
     */
    private StockEvent answerTo(ReserveStock command) {
        if (listing == null) {
            return refusal(command, StockRefusal.UNKNOWN_PRODUCT);
        }
        if (!command.unitPrice().equals(unitPrice)) {
            return refusal(command, StockRefusal.PRICE_CHANGED);
        }
        if (command.quantity() > onHand - reserved) {
            return refusal(command, StockRefusal.OUT_OF_STOCK);
        }
        return new StockReserved(command.sku(), command.orderId(), command.quantity(), listing.name());
    }

    private static StockEvent refusal(ReserveStock command, StockRefusal reason) {
        return new StockReservationRefused(command.sku(), command.orderId(), command.quantity(), reason);
    }

    /** Keeps the remembered reservations bounded, also in a stock from before there was a limit. */
    private void offloadSurplus(StockRegister register) {
        List<HeldQuantity> surplus = reservations.surplus();
        if (!surplus.isEmpty()) {
            apply(new ReservationsOffloaded(sku, surplus.stream().map(HeldQuantity::orderId).toList()));
            surplus.forEach(held -> register.offload(sku, held.orderId(), held.quantity()));
        }
    }

    /** The reservation of an order; null where the order never asked for one. */
    private @Nullable Reservation reservationOf(Sku asked, OrderId order, StockRegister register) {
        return reservations.find(order, unknown -> register.find(asked, unknown));
    }

    private static void enterEnding(Sku asked, OrderId order, Open reservation, ReservationEnding ending,
            StockRegister register) {
        if (reservation.offloaded()) {
            register.closeOffloaded(asked, order, ending);
        } else {
            register.enter(asked, order, ending);
        }
    }

    private void requireListed(Sku asked) {
        if (listing == null) {
            throw new ProductNotListed(asked);
        }
    }

    private void requireCurrencyOfListing(Money price) {
        if (listing != null && !price.hasCurrencyOf(listing.unitPrice())) {
            throw new PriceInAnotherCurrency(listing.sku(), listing.unitPrice().currency());
        }
    }

    private void requireRoomFor(int quantity) {
        if (listing != null && quantity > MAX_ON_HAND - onHand) {
            throw new TooMuchOnHand(listing.sku(), MAX_ON_HAND);
        }
    }
}
