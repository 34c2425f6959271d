package io.orderflow.relay.rabbitmq;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.BuiltinExchangeType;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.ShutdownSignalException;
import io.orderflow.relay.broker.BrokerUnavailable;
import io.orderflow.relay.broker.EventRefused;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A connection with one channel whose messages the broker confirms. When either is lost, everybody who waits for a
 * confirmation is told so; the broker may have taken the message nevertheless. Thread-safe.
 *
 * <p>The client requires that one thread at a time publishes on a channel, and numbers the messages in that order. It
 * calls the listeners on its own thread, which must not block.
 */
final class ConfirmedChannel {

    private static final Pattern TOO_LARGE = Pattern.compile("larger than .*?(?:max size |limit )(\\d+)");

    private static final int ABORT_MILLIS = 1_000;

    private final Connection connection;
    private final Channel channel;
    private final ReentrantLock publishing = new ReentrantLock();
    private final ConcurrentNavigableMap<Long, Unconfirmed> unconfirmed = new ConcurrentSkipListMap<>();
    private volatile @Nullable String blocked;

    /** A message that the broker has not confirmed yet. */
    private record Unconfirmed(int bytes, CompletableFuture<Void> confirmed) {}

    private ConfirmedChannel(Connection connection, Channel channel) {
        this.connection = connection;
        this.channel = channel;
    }

    /** @param unrouted is called for each message that no queue wanted */
    static ConfirmedChannel open(ConnectionFactory factory, String exchange, Runnable unrouted)
            throws IOException, TimeoutException {
        Connection connection = factory.newConnection("orderflow-relay");
        try {
            declare(connection, exchange);
            ConfirmedChannel opened = new ConfirmedChannel(connection, connection.createChannel());
            opened.listen(unrouted);
            return opened;
        } catch (IOException | RuntimeException failed) {
            connection.abort();
            throw failed;
        }
    }

    /** Uses the exchange that is there, whoever made it; only a missing one is declared. */
    private static void declare(Connection connection, String exchange) throws IOException {
        Channel looking = connection.createChannel();
        try {
            looking.exchangeDeclarePassive(exchange);
        } catch (IOException missing) {
            if (!isNotFound(missing)) {
                throw missing;
            }
            try (ClosingChannel declaring = new ClosingChannel(connection.createChannel())) {
                declaring.channel().exchangeDeclare(exchange, BuiltinExchangeType.TOPIC, true);
            }
            return;
        }
        looking.abort();
    }

    private record ClosingChannel(Channel channel) implements AutoCloseable {

        @Override
        public void close() throws IOException {
            channel.abort();
        }
    }

    /** Whether the broker has closed a channel because what it was asked for does not exist. */
    static boolean isNotFound(IOException failure) {
        return failure.getCause() instanceof ShutdownSignalException signal
                && signal.getReason() instanceof AMQP.Channel.Close close && close.getReplyCode() == AMQP.NOT_FOUND;
    }

    private void listen(Runnable unrouted) throws IOException {
        channel.confirmSelect();
        channel.addConfirmListener((number, andEarlier) -> confirm(number, andEarlier, null),
                (number, andEarlier) -> confirm(number, andEarlier,
                        new BrokerUnavailable("RabbitMQ cannot store the event, as where a queue is full")));
        channel.addReturnListener(returned -> unrouted.run());
        channel.addShutdownListener(this::lost);
        connection.addBlockedListener(reason -> blocked = reason, () -> blocked = null);
    }

    private void confirm(long number, boolean andEarlier, @Nullable RuntimeException refusal) {
        if (!andEarlier) {
            end(unconfirmed.remove(number), refusal);
            return;
        }
        Map<Long, Unconfirmed> confirmed = unconfirmed.headMap(number, true);
        confirmed.values().forEach(one -> end(one, refusal));
        confirmed.clear();
    }

    private static void end(@Nullable Unconfirmed message, @Nullable RuntimeException failure) {
        if (message == null) {
            return;
        }
        if (failure == null) {
            message.confirmed().complete(null);
        } else {
            message.confirmed().completeExceptionally(failure);
        }
    }

    /**
     * The broker closes the channel where a message is too large for it, and names its limit. That message alone is
     * refused; the others that wait are published again.
     */
    private void lost(ShutdownSignalException signal) {
        String reason = signal.getReason() instanceof AMQP.Channel.Close close ? close.getReplyText() : "";
        Matcher tooLarge = TOO_LARGE.matcher(reason);
        long limit = tooLarge.find() ? Long.parseLong(tooLarge.group(1)) : Long.MAX_VALUE;
        unconfirmed.values()
                .forEach(one -> end(one, one.bytes() > limit
                        ? new EventRefused("RabbitMQ refuses an event of " + one.bytes()
                                + " bytes: it takes no more than " + limit)
                        : signal));
        unconfirmed.clear();
    }

    /** Ends with the confirmation of the broker. */
    CompletableFuture<Void> publish(String exchange, String routingKey, AMQP.BasicProperties properties, byte[] body) {
        if (blocked != null) {
            throw new BrokerUnavailable("RabbitMQ takes no events at the moment: " + blocked);
        }
        CompletableFuture<Void> confirmed = new CompletableFuture<>();
        publishing.lock();
        try {
            unconfirmed.put(channel.getNextPublishSeqNo(), new Unconfirmed(body.length, confirmed));
            channel.basicPublish(exchange, routingKey, true, properties, body);
        } catch (IOException | RuntimeException lost) {
            confirmed.completeExceptionally(lost);
        } finally {
            publishing.unlock();
        }
        // The channel may have been lost between the two, after everybody was told.
        if (!channel.isOpen()) {
            confirmed.completeExceptionally(new BrokerUnavailable("The connection to RabbitMQ was lost"));
        }
        return confirmed;
    }

    Channel newChannel() throws IOException {
        return connection.createChannel();
    }

    boolean isOpen() {
        return channel.isOpen();
    }

    /** Closes the connection, and waits for the broker's answer to that only shortly. */
    void abort() {
        connection.abort(ABORT_MILLIS);
    }
}
