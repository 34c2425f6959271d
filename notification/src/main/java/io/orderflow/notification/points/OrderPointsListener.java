package io.orderflow.notification.points;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.orderflow.notification.inbox.EventIntake;
import io.orderflow.notification.inbox.IntegrationEvent;
import io.orderflow.service.resilience.RepeatedFailures;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.annotation.KafkaListener;

/**
 * Takes the events of orders from Kafka, and counts the points: one for each whole unit of the currency of an order's total.
 * The listener's container keeps the position after the method has returned, and delivers events again after a crash, or
 * where the method throws: that changes nothing.
 */
final class OrderPointsListener {

    /** The name of the intake for people, where it fails. */
    static final String COMPONENT = "intake of points";
    /** The container of the listener. */
    static final String CONTAINER = "points";

    private final EventIntake intake;
    private final PointsStore points;
    private final RepeatedFailures failures;

    OrderPointsListener(EventIntake intake, PointsStore points, RepeatedFailures failures) {
        this.intake = intake;
        this.points = points;
        this.failures = failures;
    }

    @KafkaListener(id = CONTAINER, groupId = "${spring.kafka.consumer.group-id}", topics = "${orderflow.notification.topic:orderflow.orders}")
    void on(ConsumerRecord<String, String> record) {
        intake.take(record.topic(), String.valueOf(record.value()).getBytes(UTF_8), this::react);
        failures.succeeded(COMPONENT);
    }

    private void react(IntegrationEvent event) {
        switch (event.type()) {
            case "order.shipped" -> points.earn(event.text("/order_id"), event.text("/customer_id"), worth(event),
                    event.id());
            case "order.refunded" -> points.takeBack(event.text("/order_id"), event.text("/customer_id"), event.id());
            default -> {
                // The other events of orders earn nothing.
            }
        }
    }

    private static long worth(IntegrationEvent event) {
        String amount = event.text("/total/amount");
        try {
            return new BigDecimal(amount).setScale(0, RoundingMode.DOWN).longValueExact();
        } catch (ArithmeticException | NumberFormatException unusable) {
            throw event.unreadable("total.amount is not an amount");
        }
    }
}
