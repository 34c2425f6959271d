package io.orderflow.audit;

import static io.orderflow.audit.Auditing.O1;
import static io.orderflow.audit.Auditing.O3;
import static io.orderflow.audit.Auditing.audited;
import static io.orderflow.audit.Auditing.breached;
import static io.orderflow.audit.Business.ADA;
import static io.orderflow.audit.Business.CUSTOMER;
import static io.orderflow.audit.Business.LINES;
import static io.orderflow.audit.Business.PEN;
import static io.orderflow.audit.Business.TOTAL;
import static io.orderflow.audit.Business.payment;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.api.Money;
import io.orderflow.api.order.OrderEvent.OrderCancelled;
import io.orderflow.api.order.OrderEvent.OrderPlaced;
import io.orderflow.api.order.OrderEvent.OrderShipped;
import io.orderflow.api.payment.PaymentEvent.PaymentRequested;
import io.orderflow.api.saga.CompensationEvent.FulfilmentCompensated;
import io.orderflow.api.saga.FulfilmentEvent.FulfilmentStarted;
import io.orderflow.api.saga.RetryEvent.DeliveryRetried;
import io.orderflow.api.saga.RetryEvent;
import io.orderflow.api.saga.SagaId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.axonframework.messaging.MetaData;
import org.junit.jupiter.api.Test;

/** What the log says of orders, their payments and their processes. */
class LogOfOrdersTest {

    @Test
    void noticesAProcessWithoutAnOrder() {
        Chronicle log = Business.opened().plus(new FulfilmentStarted(O1, CUSTOMER, ADA, LINES, TOTAL));
        assertThat(breached(audited(log.events(), Instant.MIN))).contains(Invariant.ORDERS_MOVE);
    }

    /** Also just after it was placed: the manager has passed the event, and should have begun a process. */
    @Test
    void noticesAnOrderThatWasPassedBy() {
        Chronicle log = Business.opened().plus(new OrderPlaced(O1, CUSTOMER, ADA, LINES, TOTAL));
        assertThat(breached(audited(log.events(), Instant.MIN, log.head())))
                .containsExactly(Invariant.ORDERS_HAVE_PROCESSES);
        assertThat(breached(audited(log.events(), Instant.MIN, log.head() - 1))).isEmpty();
    }

    @Test
    void judgesAnOrderAtRestWhateverAClockSaidOfIt() {
        OrderCase order = new OrderCase("o1");
        order.lastMoved = Instant.parse("2099-01-01T00:00:00Z");
        assertThat(new LogEnd(0, Instant.EPOCH, true).isQuiet(order)).isTrue();
        assertThat(new LogEnd(0, Instant.EPOCH, false).isQuiet(order)).isFalse();
    }

    @Test
    void noticesAnOrderThatEndsTwice() {
        Chronicle log = Business.healthy().plus(new OrderCancelled(O1, CUSTOMER, TOTAL, "late"));
        assertThat(breached(audited(log))).contains(Invariant.ENDS_AGREE);
    }

    @Test
    void noticesAnUndoneProcessOfAShippedOrder() {
        Chronicle log = Business.opened().plus(Business.confirmed("o1"))
                .plus(new OrderShipped(O1, CUSTOMER, TOTAL, null), new FulfilmentCompensated(O1));
        assertThat(breached(audited(log.events(), Instant.MIN))).contains(Invariant.ENDS_AGREE);
    }

    @Test
    void noticesAPaymentOfAnotherAmount() {
        PaymentRequested asked = new PaymentRequested(payment("o3"), O3, ADA, TOTAL);
        Chronicle log = Business.healthy().replacing(asked,
                new PaymentRequested(payment("o3"), O3, ADA, Money.of("2.00", "USD")));
        assertThat(breached(audited(log))).contains(Invariant.ENDS_AGREE);
    }

    /** Such a step may take half an hour, where at rest nothing may. */
    @Test
    void waitsLongerForAStepThatIsAskedForAgain() {
        Chronicle log = Business.opened().plus(Business.confirmed("o1")).plus(Business.shipped("o1")[0],
                Business.shipped("o1")[1]);
        log.add(new SagaId(O1).toString(), new DeliveryRetried(O1, List.of(PEN), true),
                MetaData.with(RetryEvent.ATTEMPT, 5));
        Instant soon = Chronicle.BEGIN.plus(Duration.ofMinutes(10));
        assertThat(breached(audited(log.events(), soon))).isEmpty();
        assertThat(breached(audited(log.events(), Chronicle.BEGIN.plus(Duration.ofMinutes(17)))))
                .containsOnly(Invariant.ORDERS_MOVE);
    }
}
