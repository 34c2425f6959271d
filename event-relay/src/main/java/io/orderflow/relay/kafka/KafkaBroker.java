package io.orderflow.relay.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.orderflow.api.InvalidValue;
import io.orderflow.relay.broker.Broker;
import io.orderflow.relay.broker.BrokerUnavailable;
import io.orderflow.relay.broker.Destination;
import io.orderflow.relay.broker.EventRefused;
import io.orderflow.relay.contract.BusinessContext;
import io.orderflow.relay.contract.EncodedEvent;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;

import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;

/**
 * Publishes to a topic of each context, by key. The producer is idempotent and waits for all replicas, so that its own
 * repetitions, as after a change of the leader, make neither duplicates nor another order. Thread-safe.
 *
 * <p>The producer may be shared by threads. After a failure that it does not come back from, the next event is published
 * by another one. It repeats a batch until the time for the acknowledgement is over; a later event of the same key is
 * handed to it only after that, and so cannot come before the repetition.
 */
final class KafkaBroker implements Broker {

    /** So begin the topics in which Kafka keeps its books, such as {@code __consumer_offsets}. */
    private static final String OF_KAFKA = "__";
    private static final Pattern TOPIC = Pattern.compile("[A-Za-z0-9._-]{1,249}");
    /** The acknowledgement comes within its time, and this much later the wait for it ends in any case. */
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final KafkaClients clients;
    private final List<String> liveTopics;
    private final ReentrantLock opening = new ReentrantLock();
    private volatile @Nullable KafkaProducer<String, byte[]> open;
    private volatile boolean closed;

    KafkaBroker(KafkaClients clients) {
        this.clients = clients;
        this.liveTopics = Stream.of(BusinessContext.values()).map(clients::topicOf).toList();
    }

    @Override
    public String name() {
        return "kafka";
    }

    @Override
    public void publish(EncodedEvent event, Destination destination) throws InterruptedException {
        KafkaProducer<String, byte[]> producer = producer();
        try {
            Future<RecordMetadata> sent = producer.send(recordOf(event, destination));
            sent.get(clients.ackTimeout().plus(GRACE).toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException failed) {
            throw failure(producer, event, failed.getCause());
        } catch (TimeoutException late) {
            throw failure(producer, event, late);
        } catch (KafkaException | IllegalStateException failed) {
            throw failure(producer, event, failed);
        }
    }

    /**
     * The record has the time at which it is published, because Kafka deletes records by their time: the past, published
     * again, would be deleted at once.
     */
    private ProducerRecord<String, byte[]> recordOf(EncodedEvent event, Destination destination) {
        String topic = switch (destination) {
            case Destination.Live live -> clients.topicOf(event.context());
            case Destination.Target target -> target.name();
        };
        ProducerRecord<String, byte[]> sent = new ProducerRecord<>(topic, event.key(), event.body());
        sent.headers().add("content-type", event.contentType().getBytes(UTF_8));
        sent.headers().add("event_id", event.id().getBytes(UTF_8));
        sent.headers().add("event_type", event.type().getBytes(UTF_8));
        event.attributes().forEach((name, value) -> sent.headers().add("ce_" + name, value.getBytes(UTF_8)));
        return sent;
    }

    private RuntimeException failure(KafkaProducer<String, byte[]> producer, EncodedEvent event, Throwable cause)
            throws InterruptedException {
        if (cause instanceof RecordTooLargeException || cause instanceof InvalidRecordException) {
            return new EventRefused("Kafka refuses " + event.type() + " of " + event.body().length + " bytes: "
                    + cause.getMessage());
        }
        if (cause instanceof InterruptException) {
            throw new InterruptedException();
        }
        if (!(cause instanceof RetriableException)) {
            replace(producer);
        }
        return new BrokerUnavailable("Kafka takes no events", cause);
    }

    private KafkaProducer<String, byte[]> producer() throws InterruptedException {
        KafkaProducer<String, byte[]> producer = open;
        if (producer != null) {
            return producer;
        }
        opening.lockInterruptibly();
        try {
            if (closed) {
                throw new BrokerUnavailable("The relay stops");
            }
            if (open == null) {
                clients.createMissing(liveTopics);
                open = clients.openProducer();
            }
            return open;
        } catch (KafkaException away) {
            throw new BrokerUnavailable("Kafka does not answer", away);
        } finally {
            opening.unlock();
        }
    }

    private void replace(KafkaProducer<String, byte[]> failed) {
        opening.lock();
        try {
            if (open == failed) {
                open = null;
            }
        } finally {
            opening.unlock();
        }
        failed.close(Duration.ZERO);
    }

    @Override
    public boolean create(String name) {
        try {
            return clients.create(name);
        } catch (KafkaException away) {
            throw new BrokerUnavailable("Kafka cannot create the topic", away);
        }
    }

    @Override
    public void requireUsable(String name) {
        InvalidValue.require(TOPIC.matcher(name).matches() && !name.equals(".") && !name.equals(".."),
                "target must be the name of a topic: up to 249 letters, digits, dots, underscores and hyphens");
        InvalidValue.require(!name.startsWith(OF_KAFKA), "target must not be a topic of Kafka's own");
        InvalidValue.require(!liveTopics.contains(name), "target must not be a topic of live events");
    }

    @Override
    public void close() {
        opening.lock();
        try {
            closed = true;
            if (open != null) {
                open.close(Duration.ZERO);
                open = null;
            }
        } finally {
            opening.unlock();
        }
    }
}
