package io.orderflow.notification.email;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.rabbitmq.client.GetResponse;
import io.orderflow.notification.inbox.NotificationSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.springframework.amqp.AmqpConnectException;
import org.springframework.amqp.AmqpException;
import org.springframework.amqp.AmqpIOException;
import org.springframework.amqp.core.Binding;
import org.springframework.amqp.core.BindingBuilder;
import org.springframework.amqp.core.Declarable;
import org.springframework.amqp.core.Declarables;
import org.springframework.amqp.core.ExchangeBuilder;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.MessageBuilder;
import org.springframework.amqp.core.MessageDeliveryMode;
import org.springframework.amqp.core.Queue;
import org.springframework.amqp.core.QueueBuilder;
import org.springframework.amqp.core.TopicExchange;
import org.springframework.amqp.rabbit.connection.CorrelationData;
import org.springframework.amqp.rabbit.core.RabbitTemplate;

/**
 * The work queue of the e-mails: {@value #WORK}, from which competing workers take them; a queue for each pause between
 * two attempts, whose messages go back to the work queue when it is over; and {@value #PARKING} for those that are given
 * up. A message has the identifier of its e-mail alone. All are quorum queues, and every message is confirmed by the
 * broker. Thread-safe.
 */
final class EmailQueue {

    static final String EVENTS = "notification.events";
    static final String WORK = "email";
    static final String PARKING = "email.parking";
    private static final Duration CONFIRM_LIMIT = Duration.ofSeconds(10);

    private final RabbitTemplate broker;

    EmailQueue(RabbitTemplate broker) {
        this.broker = broker;
    }

    /**
     * The queues of this service, to be declared with each connection. The exchange belongs to the relay: it is declared
     * where it is missing, and used as it is where it is there.
     */
    static Declarables declarations(NotificationSettings settings, List<Duration> pauses) {
        TopicExchange exchange = ExchangeBuilder.topicExchange(settings.exchange()).durable(true)
                .ignoreDeclarationExceptions().build();
        Queue events = QueueBuilder.durable(EVENTS).quorum().build();
        List<Declarable> all = new ArrayList<>(List.of(exchange, events, QueueBuilder.durable(WORK).quorum().build(),
                QueueBuilder.durable(PARKING).quorum().build()));
        for (String type : OrderEventListener.types()) {
            Binding binding = BindingBuilder.bind(events).to(exchange).with(type);
            all.add(binding);
        }
        pauses.forEach(pause -> all.add(QueueBuilder.durable(waiting(pause)).quorum()
                .ttl((int) pause.toMillis())
                .deadLetterExchange("")
                .deadLetterRoutingKey(WORK)
                // A message leaves this queue when the work queue has it, and not before.
                .withArgument("x-dead-letter-strategy", "at-least-once")
                .withArgument("x-overflow", "reject-publish")
                .build()));
        return new Declarables(all);
    }

    private static String waiting(Duration pause) {
        return WORK + ".retry-" + pause.toMillis() + "ms";
    }

    /** @throws AmqpException where the broker has not confirmed that the queue has it */
    void publish(String emailId) {
        publish(WORK, emailId);
    }

    /** Lets a worker take it after one of the pauses. */
    void publishAfter(Duration pause, String emailId) {
        publish(waiting(pause), emailId);
    }

    void park(String emailId) {
        publish(PARKING, emailId);
    }

    private void publish(String queue, String emailId) {
        Message message = MessageBuilder.withBody(emailId.getBytes(UTF_8)).setContentType("text/plain")
                .setMessageId(emailId).setDeliveryMode(MessageDeliveryMode.PERSISTENT).build();
        CorrelationData confirmation = new CorrelationData();
        try {
            // The default exchange hands a message to the queue that the routing key names.
            broker.send("", queue, message, confirmation);
            CorrelationData.Confirm confirm = confirmation.getFuture().get(CONFIRM_LIMIT.toMillis(),
                    TimeUnit.MILLISECONDS);
            if (!confirm.ack() || confirmation.getReturned() != null) {
                throw new NotTaken("RabbitMQ has not taken a message for the queue " + queue);
            }
        } catch (AmqpConnectException | AmqpIOException away) {
            throw new NotTaken("RabbitMQ is not there to take a message for the queue " + queue);
        } catch (ExecutionException | TimeoutException failed) {
            throw new NotTaken("RabbitMQ has not confirmed a message for the queue " + queue);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AmqpException("Interrupted", interrupted);
        }
    }

    /** The broker is away, or ends. That is expected, and all of it is in the text. */
    private static final class NotTaken extends AmqpException {

        NotTaken(String message) {
            super(message);
        }

        @Override
        public synchronized Throwable fillInStackTrace() {
            return this;
        }
    }

    static String emailOf(Message message) {
        return new String(message.getBody(), UTF_8);
    }

    /**
     * Takes the messages of the parking queue, each after it was handled.
     *
     * @return how many there were
     */
    int unpark(int limit, Consumer<String> each) {
        int taken = 0;
        while (taken < limit && takeParked(each)) {
            taken++;
        }
        return taken;
    }

    private boolean takeParked(Consumer<String> each) {
        return Optional.ofNullable(broker.execute(channel -> {
            GetResponse parked = channel.basicGet(PARKING, false);
            if (parked == null) {
                return false;
            }
            each.accept(new String(parked.getBody(), UTF_8));
            channel.basicAck(parked.getEnvelope().getDeliveryTag(), false);
            return true;
        })).orElse(false);
    }
}
