package io.orderflow.stock;

import static org.hamcrest.Matchers.equalTo;

import io.orderflow.api.Money;
import io.orderflow.api.order.OrderId;
import io.orderflow.api.problem.ProblemCode;
import io.orderflow.api.problem.Refusal;
import io.orderflow.api.stock.ReceiptId;
import io.orderflow.api.stock.Sku;
import io.orderflow.api.stock.StockCommand.ChangePrice;
import io.orderflow.api.stock.StockCommand.DispatchStock;
import io.orderflow.api.stock.StockCommand.ListProduct;
import io.orderflow.api.stock.StockCommand.ReceiveStock;
import io.orderflow.api.stock.StockCommand.ReleaseStock;
import io.orderflow.api.stock.StockCommand.ReserveStock;
import io.orderflow.api.stock.StockEvent.PriceChanged;
import io.orderflow.api.stock.StockEvent.ProductListed;
import io.orderflow.api.stock.StockEvent.StockDispatched;
import io.orderflow.api.stock.StockEvent.StockReceived;
import io.orderflow.api.stock.StockEvent.StockReleased;
import io.orderflow.api.stock.StockEvent.StockReservationRefused;
import io.orderflow.api.stock.StockEvent.StockReserved;
import io.orderflow.api.stock.StockRefusal;
import io.orderflow.service.aggregate.RegisterStreams;
import org.axonframework.common.caching.WeakReferenceCache;
import org.axonframework.config.AggregateConfigurer;
import org.axonframework.config.Configurer;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.ResultValidator;
import org.hamcrest.FeatureMatcher;

/** The commands and events of one kettle's stock, named as the tests speak of them. */
public final class StockFixture {

    static final Sku KETTLE = new Sku("KETTLE");
    static final String NAME = "Kettle";
    static final Money PRICE = Money.of("18.00", "USD");
    static final OrderId ORDER = new OrderId("o1");
    static final ReceiptId RECEIPT = new ReceiptId("r1");

    private StockFixture() {}

    static AggregateTestFixture<StockItem> stockOfKettles() {
        return stockOfKettles(new StockRegisterTwin());
    }

    static AggregateTestFixture<StockItem> stockOfKettles(StockRegister register) {
        var stock = new AggregateTestFixture<>(StockItem.class);
        stock.registerInjectableResource(register);
        return stock;
    }

    /** Stock and its register, in the event store of the configuration. */
    public static Configurer stockIn(Configurer configurer) {
        return configurer.registerComponent(StockRegister.class,
                configuration -> new EventStockRegister(new RegisterStreams(configuration.eventStore())))
                .configureAggregate(AggregateConfigurer.defaultConfiguration(StockItem.class)
                        .configureCache(configuration -> new WeakReferenceCache()));
    }

    static ListProduct list() {
        return new ListProduct(KETTLE, NAME, PRICE);
    }

    static ChangePrice changePrice(Money unitPrice) {
        return new ChangePrice(KETTLE, unitPrice);
    }

    static ReceiveStock receive(int quantity) {
        return new ReceiveStock(KETTLE, quantity, RECEIPT);
    }

    static ReceiveStock receive(String receipt, int quantity) {
        return new ReceiveStock(KETTLE, quantity, new ReceiptId(receipt));
    }

    static ReserveStock reserve(int quantity) {
        return reserve(ORDER, quantity, PRICE);
    }

    static ReserveStock reserve(String order, int quantity) {
        return reserve(new OrderId(order), quantity, PRICE);
    }

    static ReserveStock reserve(OrderId order, int quantity, Money unitPrice) {
        return new ReserveStock(KETTLE, order, quantity, unitPrice);
    }

    static ReleaseStock release() {
        return new ReleaseStock(KETTLE, ORDER);
    }

    static ReleaseStock release(String order) {
        return new ReleaseStock(KETTLE, new OrderId(order));
    }

    static DispatchStock dispatch(String order) {
        return new DispatchStock(KETTLE, new OrderId(order));
    }

    static DispatchStock dispatch() {
        return new DispatchStock(KETTLE, ORDER);
    }

    static ProductListed listed() {
        return new ProductListed(KETTLE, NAME, PRICE);
    }

    static PriceChanged priceChanged(Money unitPrice) {
        return new PriceChanged(KETTLE, unitPrice, PRICE);
    }

    static StockReceived received(int quantity) {
        return new StockReceived(KETTLE, quantity, RECEIPT);
    }

    static StockReserved reserved(int quantity) {
        return reserved(ORDER, quantity);
    }

    static StockReserved reserved(OrderId order, int quantity) {
        return new StockReserved(KETTLE, order, quantity, NAME);
    }

    static StockReservationRefused refused(int quantity, StockRefusal reason) {
        return new StockReservationRefused(KETTLE, ORDER, quantity, reason);
    }

    static StockReleased released(int quantity) {
        return released(ORDER, quantity);
    }

    static StockReleased released(OrderId order, int quantity) {
        return new StockReleased(KETTLE, order, quantity);
    }

    static StockDispatched dispatched(int quantity) {
        return new StockDispatched(KETTLE, ORDER, quantity);
    }

    /** Expects no event, and the code as the answer to the caller. */
    static void expectRefusal(ResultValidator<StockItem> result, ProblemCode code) {
        result.expectNoEvents().expectExceptionDetails(new FeatureMatcher<Refusal, ProblemCode>(equalTo(code),
                "a refusal with the code", "code") {

            @Override
            protected ProblemCode featureValueOf(Refusal refusal) {
                return refusal.code();
            }
        });
    }
}
