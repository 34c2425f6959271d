package io.orderflow.relay.live;

import io.orderflow.relay.broker.Broker;
import io.orderflow.relay.broker.BrokerUnavailable;
import io.orderflow.relay.broker.Destination;
import io.orderflow.relay.broker.EventRefused;
import io.orderflow.relay.broker.RelaySettings;
import io.orderflow.relay.contract.EncodedEvent;
import io.orderflow.relay.contract.EventEncoder;
import io.orderflow.relay.contract.PublicEvent;
import io.orderflow.service.resilience.RepeatedFailures;
import io.orderflow.service.resilience.RepeatedFailures.RepeatedFailure;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;

/** The way to one broker: it writes events, publishes them, and waits for a broker that is away. Thread-safe. */
public final class Outlet implements AutoCloseable {

    private final Broker broker;
    private final EventEncoder encoder;
    private final RelaySettings settings;
    private final RepeatedFailures failures;
    private final String component;
    private final LongAdder published = new LongAdder();
    private final CountDownLatch stopping = new CountDownLatch(1);

    Outlet(Broker broker, RelaySettings settings, RepeatedFailures failures) {
        this.broker = broker;
        this.encoder = new EventEncoder(settings.format(), settings.source());
        this.settings = settings;
        this.failures = failures;
        this.component = RelayProcessors.of(broker.name()).component();
    }

    public Broker broker() {
        return broker;
    }

    /** The name of the event processor that publishes live events. */
    String processor() {
        return RelayProcessors.nameOf(broker.name());
    }

    /** The live events that this process has published. */
    long published() {
        return published.sum();
    }

    /** Why events cannot be published at the moment; empty where they can. */
    Optional<RepeatedFailure> failure() {
        return failures.of(component);
    }

    /**
     * Publishes an event to others, and tries for as long as the broker is away.
     *
     * @throws EventRefused where the broker will never take the event
     * @throws RelayStopped where the process stops
     */
    void publishLive(PublicEvent event) throws InterruptedException {
        EncodedEvent encoded = encoded(event);
        Duration pause = settings.retryInterval();
        while (!attemptLive(encoded)) {
            awaitStop(pause);
            pause = longer(pause);
        }
    }

    /**
     * Publishes an event once more after it was set aside.
     *
     * @throws BrokerUnavailable where the broker is away
     * @throws EventRefused      where the broker refuses the event
     */
    void publishOnce(PublicEvent event) throws InterruptedException {
        broker.publish(encoded(event), Destination.LIVE);
        published.increment();
    }

    private boolean attemptLive(EncodedEvent event) throws InterruptedException {
        requireRunning();
        try {
            broker.publish(event, Destination.LIVE);
            published.increment();
            failures.succeeded(component);
            return true;
        } catch (BrokerUnavailable away) {
            requireRunning();
            failures.failed(component, away);
            return false;
        }
    }

    /**
     * Publishes an event of the past, and tries for as long as the broker is away.
     *
     * @param wanted whether it is still to be published; asked before each attempt
     * @return whether it was published
     * @throws EventRefused where the broker will never take the event
     * @throws RelayStopped where the process stops
     */
    public boolean publishAgain(PublicEvent event, Destination destination, BooleanSupplier wanted)
            throws InterruptedException {
        EncodedEvent encoded = encoded(event);
        Duration pause = settings.retryInterval();
        while (wanted.getAsBoolean()) {
            requireRunning();
            try {
                broker.publish(encoded, destination);
                return true;
            } catch (BrokerUnavailable away) {
                awaitStop(pause);
                pause = longer(pause);
            }
        }
        return false;
    }

    private EncodedEvent encoded(PublicEvent event) {
        EncodedEvent encoded = encoder.encode(event);
        long limit = settings.maxMessageSize().toBytes();
        if (encoded.body().length > limit) {
            throw new EventRefused("The message of " + event.type() + " has " + encoded.body().length
                    + " bytes, and orderflow.relay.max-message-size allows " + limit);
        }
        return encoded;
    }

    private Duration longer(Duration pause) {
        Duration twice = pause.multipliedBy(2);
        return twice.compareTo(settings.maxRetryInterval()) < 0 ? twice : settings.maxRetryInterval();
    }

    private void awaitStop(Duration pause) throws InterruptedException {
        if (stopping.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new RelayStopped();
        }
    }

    private void requireRunning() {
        if (stopping.getCount() == 0) {
            throw new RelayStopped();
        }
    }

    /** Ends every attempt. */
    @Override
    public void close() {
        stopping.countDown();
        broker.close();
    }
}
