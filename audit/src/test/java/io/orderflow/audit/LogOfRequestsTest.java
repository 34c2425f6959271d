package io.orderflow.audit;

import static io.orderflow.audit.Auditing.audited;
import static io.orderflow.audit.Auditing.breached;
import static io.orderflow.audit.Business.ADA;
import static io.orderflow.audit.Business.CUSTOMER;
import static io.orderflow.audit.Business.LINES;
import static io.orderflow.audit.Business.TOTAL;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.api.order.OrderEvent.OrderPlaced;
import io.orderflow.api.order.OrderId;
import io.orderflow.service.idempotency.NewId;
import io.orderflow.service.idempotency.RequestEvent.RequestAnswered;
import io.orderflow.service.idempotency.RequestEvent.RequestHandled;
import io.orderflow.service.message.Origin;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.axonframework.messaging.MetaData;
import org.junit.jupiter.api.Test;

/** What the log says of requests. */
class LogOfRequestsTest {

    private final RequestAnswered answer = new RequestAnswered("h", 201, Map.of("Location", "/orders/o1"), "{}");

    private static final String STREAM = "request:" + "0a".repeat(32);
    private static final RequestHandled HANDLED = new RequestHandled("h", 7);

    @Test
    void passesAnAnswerThatNamesAnOrder() {
        Chronicle log = Business.healthy().add("request:1", answer, MetaData.emptyInstance());
        assertThat(breached(audited(log))).isEmpty();
    }

    @Test
    void noticesASecondAnswer() {
        Chronicle log = Business.healthy().add("request:1", answer, MetaData.emptyInstance()).add("request:1",
                answer, MetaData.emptyInstance());
        assertThat(breached(audited(log))).containsOnly(Invariant.REQUESTS_ANSWERED_ONCE);
    }

    @Test
    void noticesTwoEffectsOfOneRequest() {
        Chronicle log = Business.healthy()
                .add("price:1", HANDLED, MetaData.with(Origin.REQUEST, "r1").and(Origin.CAUSATION_ID, "c1"))
                .add("price:2", HANDLED, MetaData.with(Origin.REQUEST, "r1").and(Origin.CAUSATION_ID, "c1"));
        assertThat(breached(audited(log))).isEmpty();

        log.add("price:3", HANDLED, MetaData.with(Origin.REQUEST, "r1").and(Origin.CAUSATION_ID, "c2"));
        assertThat(breached(audited(log))).containsOnly(Invariant.REQUESTS_DONE_ONCE);
    }

    @Test
    void noticesARefusalOfWhatWasDone() {
        RequestAnswered refusal = new RequestAnswered("h", 409, Map.of(), "{}");
        Chronicle log = Business.healthy()
                .add(STREAM, refusal, MetaData.emptyInstance());
        assertThat(breached(audited(log))).isEmpty();

        log.add("request:1", HANDLED, MetaData.with(Origin.REQUEST, NewId.ofStream(STREAM).value())
                .and(Origin.CAUSATION_ID, "c1"));
        assertThat(breached(audited(log))).containsOnly(Invariant.REQUESTS_DONE_ONCE);

        log.add(STREAM, HANDLED, MetaData.emptyInstance());
        assertThat(breached(audited(log))).isEmpty();
    }

    @Test
    void noticesAnAnswerThatNamesAnOrderThatIsNotThere() {
        RequestAnswered wrong = new RequestAnswered("h", 201, Map.of("Location", "/orders/o9"), "{}");
        Chronicle log = Business.healthy().add("request:1", wrong, MetaData.emptyInstance());
        assertThat(breached(audited(log))).containsOnly(Invariant.REQUESTS_ANSWERED_ONCE);
    }

    @Test
    void noticesTwoOrdersFromOneRequest() {
        MetaData request = MetaData.with(Origin.CORRELATION_ID, "request-1");
        Chronicle log = Business.opened();
        for (String id : List.of("o1", "o2")) {
            OrderId order = new OrderId(id);
            log.add(order.toString(), new OrderPlaced(order, CUSTOMER, ADA, LINES, TOTAL), request);
        }
        assertThat(breached(audited(log.events(), Instant.MIN))).containsOnly(Invariant.REQUESTS_ANSWERED_ONCE);
    }
}
