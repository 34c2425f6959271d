package io.orderflow.relay.rabbitmq;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.ShutdownSignalException;
import io.orderflow.api.InvalidValue;
import io.orderflow.relay.broker.Broker;
import io.orderflow.relay.broker.BrokerUnavailable;
import io.orderflow.relay.broker.Destination;
import io.orderflow.relay.broker.EventRefused;
import io.orderflow.relay.contract.EncodedEvent;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Publishes to a topic exchange, with the type of the event as the routing key, or to a queue. Every event is persistent
 * and confirmed by the broker. An event that no queue wants is counted, and otherwise treated as published: nobody has
 * subscribed to it. Thread-safe.
 */
final class RabbitBroker implements Broker {

    private static final int PERSISTENT = 2;
    private static final int MAX_NAME_BYTES = 255;
    private static final Map<String, Object> QUORUM = Map.of("x-queue-type", "quorum");

    private final ConnectionFactory factory;
    private final String exchange;
    private final Duration ackTimeout;
    private final ReentrantLock opening = new ReentrantLock();
    private final AtomicLong unrouted = new AtomicLong();
    private volatile @Nullable ConfirmedChannel open;
    private volatile boolean closed;

    RabbitBroker(ConnectionFactory factory, String exchange, Duration ackTimeout) {
        this.factory = factory;
        this.exchange = exchange;
        this.ackTimeout = ackTimeout;
    }

    @Override
    public String name() {
        return "rabbitmq";
    }

    @Override
    public void publish(EncodedEvent event, Destination destination) throws InterruptedException {
        ConfirmedChannel channel = channel();
        CompletableFuture<Void> confirmed = switch (destination) {
            case Destination.Live live -> channel.publish(exchange, event.type(), properties(event), event.body());
            // The default exchange hands a message to the queue that the routing key names.
            case Destination.Target target -> channel.publish("", target.name(), properties(event), event.body());
        };
        try {
            confirmed.get(ackTimeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof EventRefused refused
                    ? refused
                    : new BrokerUnavailable("RabbitMQ takes no events", failed.getCause());
        } catch (TimeoutException late) {
            channel.abort();
            throw new BrokerUnavailable("RabbitMQ has not confirmed an event within " + ackTimeout.toMillis() + " ms");
        }
    }

    private static AMQP.BasicProperties properties(EncodedEvent event) {
        Map<String, Object> headers = new HashMap<>();
        headers.put("key", event.key());
        event.attributes().forEach((name, value) -> headers.put("cloudEvents_" + name, value));
        return new AMQP.BasicProperties.Builder()
                .contentType(event.contentType())
                .contentEncoding("UTF-8")
                .deliveryMode(PERSISTENT)
                .messageId(event.id())
                .type(event.type())
                .appId("orderflow")
                .headers(headers)
                .build();
    }

    private ConfirmedChannel channel() throws InterruptedException {
        ConfirmedChannel channel = open;
        if (channel != null && channel.isOpen()) {
            return channel;
        }
        opening.lockInterruptibly();
        try {
            if (closed) {
                throw new BrokerUnavailable("The relay stops");
            }
            if (open == null || !open.isOpen()) {
                if (open != null) {
                    open.abort();
                }
                open = ConfirmedChannel.open(factory, exchange, unrouted::incrementAndGet);
            }
            return open;
        } catch (IOException | TimeoutException | ShutdownSignalException away) {
            // A connection that is lost while it is set up ends in the unchecked exception of the three.
            throw new BrokerUnavailable("RabbitMQ does not answer", away);
        } finally {
            opening.unlock();
        }
    }

    /** The queue is a quorum queue: it keeps its messages where a node of a cluster is lost. */
    @Override
    public boolean create(String name) {
        try {
            Channel channel = channel().newChannel();
            try {
                channel.queueDeclarePassive(name);
                return false;
            } catch (IOException missing) {
                // The broker has closed the channel together with its answer.
                if (!ConfirmedChannel.isNotFound(missing)) {
                    throw missing;
                }
            } finally {
                abort(channel);
            }
            Channel another = channel().newChannel();
            try {
                another.queueDeclare(name, true, false, false, QUORUM);
                return true;
            } finally {
                abort(another);
            }
        } catch (IOException | ShutdownSignalException away) {
            throw new BrokerUnavailable("RabbitMQ cannot create the queue", away);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new BrokerUnavailable("Interrupted");
        }
    }

    private static void abort(Channel channel) throws IOException {
        channel.abort();
    }

    @Override
    public void requireUsable(String name) {
        InvalidValue.require(!name.isBlank() && name.getBytes(UTF_8).length <= MAX_NAME_BYTES
                && !name.startsWith("amq."),
                "target must be the name of a queue: up to 255 bytes, and not beginning with amq.");
    }

    @Override
    public long unrouted() {
        return unrouted.get();
    }

    @Override
    public void close() {
        opening.lock();
        try {
            closed = true;
            if (open != null) {
                open.abort();
                open = null;
            }
        } finally {
            opening.unlock();
        }
    }
}
