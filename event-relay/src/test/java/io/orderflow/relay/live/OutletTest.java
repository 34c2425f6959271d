package io.orderflow.relay.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.orderflow.api.Money;
import io.orderflow.api.order.CustomerId;
import io.orderflow.api.order.OrderEvent.OrderCancelled;
import io.orderflow.api.order.OrderId;
import io.orderflow.relay.broker.Broker;
import io.orderflow.relay.broker.BrokerUnavailable;
import io.orderflow.relay.broker.Destination;
import io.orderflow.relay.broker.EventRefused;
import io.orderflow.relay.broker.RelaySettings;
import io.orderflow.relay.contract.EncodedEvent;
import io.orderflow.relay.contract.IntegrationEvents;
import io.orderflow.relay.contract.MessageFormat;
import io.orderflow.relay.contract.PublicEvent;
import io.orderflow.relay.contract.StockLevels;
import io.orderflow.service.resilience.RepeatedFailures;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.axonframework.eventhandling.GenericEventMessage;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

/** How the relay treats a broker that is away, and an event that none will take. */
class OutletTest {

    private static final Duration SOON = Duration.ofSeconds(10);

    private final RecordingBroker broker = new RecordingBroker();
    private final RepeatedFailures failures = new RepeatedFailures();

    /** A broker in memory, which is away for a number of attempts. */
    private static final class RecordingBroker implements Broker {

        private final List<String> published = new CopyOnWriteArrayList<>();
        private final AtomicInteger awayFor = new AtomicInteger();
        private final AtomicInteger attempts = new AtomicInteger();

        @Override
        public String name() {
            return "memory";
        }

        @Override
        public void publish(EncodedEvent event, Destination destination) {
            attempts.incrementAndGet();
            if (awayFor.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                throw new BrokerUnavailable("Nobody answers");
            }
            published.add(event.type());
        }

        @Override
        public boolean create(String name) {
            return true;
        }

        @Override
        public void requireUsable(String name) {}

        @Override
        public void close() {}
    }

    private Outlet outlet(Duration pause, DataSize limit) {
        return new Outlet(broker, new RelaySettings(MessageFormat.ENVELOPE, "/orderflow", limit, pause,
                pause.multipliedBy(4), SOON, 10, SOON, new RelaySettings.Kafka(null, "orderflow.", 1, Map.of()),
                new RelaySettings.RabbitMq(null, "orderflow.events")), failures);
    }

    private static PublicEvent cancelled(String reason) {
        return new IntegrationEvents(new StockLevels(stream -> Collections.emptyIterator(), 10))
                .of(new GenericEventMessage<>(new OrderCancelled(new OrderId("o1"), new CustomerId("c1"),
                        Money.of("1.00", "USD"), reason)))
                .getFirst();
    }

    @Test
    void triesUntilTheBrokerIsBack() throws Exception {
        broker.awayFor.set(5);

        outlet(Duration.ofMillis(1), DataSize.ofKilobytes(1)).publishLive(cancelled("too late"));

        assertThat(broker.published).containsExactly("order.cancelled");
        assertThat(broker.attempts).hasValue(6);
        assertThat(failures.all()).isEmpty();
    }

    @Test
    void saysWhyItWaitsAndEndsWithTheProcess() {
        broker.awayFor.set(Integer.MAX_VALUE);
        Outlet outlet = outlet(Duration.ofMillis(1), DataSize.ofKilobytes(1));
        CompletableFuture<Throwable> ended = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try {
                outlet.publishLive(cancelled("too late"));
            } catch (Throwable thrown) {
                ended.complete(thrown);
            }
        });

        await().atMost(SOON).until(() -> outlet.failure().isPresent());
        assertThat(outlet.failure().orElseThrow().failure()).isEqualTo("Nobody answers");
        outlet.close();

        // an exception would make a dead letter of the event, an error repeats its batch
        assertThat(ended).succeedsWithin(SOON).isInstanceOf(Error.class);
        assertThat(broker.published).isEmpty();
    }

    @Test
    void triesADeadLetterOnce() {
        broker.awayFor.set(1);
        Outlet outlet = outlet(Duration.ofMillis(1), DataSize.ofKilobytes(1));

        assertThatThrownBy(() -> outlet.publishOnce(cancelled("too late"))).isInstanceOf(BrokerUnavailable.class);
        assertThat(broker.attempts).hasValue(1);
    }

    @Test
    void refusesAnEventThatIsTooLarge() {
        Outlet outlet = outlet(Duration.ofMillis(1), DataSize.ofKilobytes(1));

        assertThatThrownBy(() -> outlet.publishLive(cancelled("x".repeat(1_024)))).isInstanceOf(EventRefused.class)
                .hasMessageContaining("order.cancelled")
                .hasMessageContaining("orderflow.relay.max-message-size allows 1024");
        assertThat(broker.attempts).hasValue(0);
    }
}
