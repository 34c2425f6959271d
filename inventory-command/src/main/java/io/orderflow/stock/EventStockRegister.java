package io.orderflow.stock;

import io.orderflow.api.order.OrderId;
import io.orderflow.api.stock.ReceiptId;
import io.orderflow.api.stock.ReservationEnding;
import io.orderflow.api.stock.Sku;
import io.orderflow.api.stock.StockRegisterEvent;
import io.orderflow.api.stock.StockRegisterEvent.OpenReservationRegistered;
import io.orderflow.api.stock.StockRegisterEvent.ReceiptRegistered;
import io.orderflow.api.stock.StockRegisterEvent.ReservationRegistered;
import io.orderflow.service.aggregate.RegisterStreams;
import io.orderflow.stock.Reservation.Closed;
import io.orderflow.stock.Reservation.Open;
import java.util.Optional;

/** The register of stock in the event store. */
final class EventStockRegister implements StockRegister {

    private final RegisterStreams streams;

    EventStockRegister(RegisterStreams streams) {
        this.streams = streams;
    }

    @Override
    public Optional<Integer> find(Sku sku, ReceiptId receipt) {
        return streams.find(StockRegisterEvent.streamOf(sku, receipt), ReceiptRegistered.class)
                .map(ReceiptRegistered::quantity);
    }

    @Override
    public Optional<Reservation> find(Sku sku, OrderId order) {
        return streams.find(StockRegisterEvent.streamOf(sku, order), StockRegisterEvent.class)
                .map(entry -> switch (entry) {
                    case OpenReservationRegistered open -> new Open(open.quantity(), true);
                    case ReservationRegistered closed -> new Closed(closed.ending());
                    case ReceiptRegistered receipt -> throw new IllegalStateException(receipt + " is of no order");
                });
    }

    @Override
    public void enter(Sku sku, ReceiptId receipt, int quantity) {
        enter(new ReceiptRegistered(sku, receipt, quantity));
    }

    @Override
    public void enter(Sku sku, OrderId order, ReservationEnding ending) {
        enter(new ReservationRegistered(sku, order, ending));
    }

    @Override
    public void closeOffloaded(Sku sku, OrderId order, ReservationEnding ending) {
        StockRegisterEvent entry = new ReservationRegistered(sku, order, ending);
        streams.append(entry.stream(), entry);
    }

    @Override
    public void offload(Sku sku, OrderId order, int quantity) {
        enter(new OpenReservationRegistered(sku, order, quantity));
    }

    private void enter(StockRegisterEvent entry) {
        streams.enter(entry.stream(), entry);
    }
}
