package io.orderflow.stock;

import io.orderflow.api.order.OrderId;
import io.orderflow.api.stock.ReceiptId;
import io.orderflow.api.stock.ReservationEnding;
import io.orderflow.api.stock.Sku;
import io.orderflow.api.stock.StockRegisterEvent;
import io.orderflow.api.stock.StockRegisterEvent.ReceiptRegistered;
import io.orderflow.api.stock.StockRegisterEvent.ReservationRegistered;
import io.orderflow.service.aggregate.RegisterStreams;
import java.util.Optional;

/** The register in the event store, beside the stock. */
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
    public Optional<ReservationEnding> find(Sku sku, OrderId order) {
        return streams.find(StockRegisterEvent.streamOf(sku, order), ReservationRegistered.class)
                .map(ReservationRegistered::ending);
    }

    @Override
    public void enter(Sku sku, ReceiptId receipt, int quantity) {
        enter(new ReceiptRegistered(sku, receipt, quantity));
    }

    @Override
    public void enter(Sku sku, OrderId order, ReservationEnding ending) {
        enter(new ReservationRegistered(sku, order, ending));
    }

    private void enter(StockRegisterEvent entry) {
        streams.enter(entry.stream(), entry);
    }
}
