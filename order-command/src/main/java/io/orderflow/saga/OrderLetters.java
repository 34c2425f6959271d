package io.orderflow.saga;

import io.orderflow.api.order.OrderId;
import io.orderflow.service.deadletter.DeadLetterRegistry;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Retries the dead letters of an order after an operator has intervened in its process, because the requests of the
 * intervention wait behind them. Thread-safe.
 */
public final class OrderLetters {

    private static final Logger LOG = LoggerFactory.getLogger(OrderLetters.class);
    private static final List<String> PROCESSORS = List.of(OrderSagaManager.PROCESSOR, StockRequests.PROCESSOR,
            PaymentRequests.PROCESSOR);

    private final DeadLetterRegistry letters;

    public OrderLetters(DeadLetterRegistry letters) {
        this.letters = letters;
    }

    /** The intervention is recorded, and counts, also where the letters cannot be reached now. */
    public void retry(OrderId order) {
        try {
            PROCESSORS.forEach(processor -> letters.of(processor)
                    .ifPresent(queues -> queues.retry(processor, order.value())));
        } catch (RuntimeException away) {
            LOG.warn("The dead letters of order {} are not tried again: {}", order.value(), away.toString());
        }
    }
}
