package io.orderflow.relay.live;

import io.orderflow.relay.broker.Broker;
import io.orderflow.relay.broker.RelaySettings;
import io.orderflow.relay.contract.IntegrationEvents;
import io.orderflow.relay.contract.StockLevels;
import io.orderflow.service.resilience.RepeatedFailures;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.axonframework.config.EventProcessingConfigurer;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.springframework.context.SmartLifecycle;

/** The outlets to all brokers of this process. They end before the event processors do, which wait for them. */
public final class Relays implements SmartLifecycle {

    private final Map<String, Outlet> outlets = new TreeMap<>();
    private final RelaySettings settings;
    private volatile boolean running;

    Relays(Stream<Broker> brokers, RelaySettings settings, RepeatedFailures failures) {
        this.settings = settings;
        brokers.forEach(broker -> outlets.put(broker.name(), new Outlet(broker, settings, failures)));
    }

    /** In the order of their names. */
    public Collection<Outlet> all() {
        return outlets.values();
    }

    /** @param name the name of the broker */
    public Optional<Outlet> of(String name) {
        return Optional.ofNullable(outlets.get(name));
    }

    /**
     * Makes the integration events of those who read the log in its order.
     *
     * @param events is asked for when an event is handled, because processors are set up before it is there
     */
    public IntegrationEvents integrationEvents(Supplier<EventStore> events) {
        return new IntegrationEvents(new StockLevels(stream -> events.get().readEvents(stream, 0),
                settings.lowStock()));
    }

    void register(EventProcessingConfigurer processing) {
        outlets.values()
                .forEach(outlet -> processing.registerEventHandler(
                        configuration -> new RelayHandler(outlet, integrationEvents(configuration::eventStore)))
                        .assignHandlerInstancesMatching(outlet.processor(),
                                handler -> handler instanceof RelayHandler relay && relay.isOf(outlet)));
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        outlets.values().forEach(Outlet::close);
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
