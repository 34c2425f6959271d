package io.orderflow.audit;

import io.orderflow.api.order.OrderEvent.OrderPlaced;
import io.orderflow.service.correlation.Origin;
import io.orderflow.service.idempotency.RequestAnswered;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What was answered to requests: once each, and no order that is not there. */
final class Requests implements Check {

    private static final String ORDERS = "/orders/";
    private static final Invariant ONCE = Invariant.REQUESTS_ANSWERED_ONCE;

    private final Findings findings;
    private final Set<String> orders = new HashSet<>();
    private final Map<String, String> orderByRequest = new HashMap<>();

    Requests(Findings findings) {
        this.findings = findings;
    }

    @Override
    public void on(Fact fact) {
        switch (fact.payload()) {
            case OrderPlaced placed -> placed(placed.orderId().value(), fact);
            case RequestAnswered answer -> answered(answer, fact);
            case null, default -> {}
        }
    }

    /** What one request causes has one correlation identifier. */
    private void placed(String order, Fact fact) {
        findings.count(ONCE);
        orders.add(order);
        Object request = fact.metaData().get(Origin.CORRELATION_ID);
        String earlier = request == null ? null : orderByRequest.putIfAbsent(request.toString(), order);
        findings.require(earlier == null, ONCE, order, fact.position(), "no order besides " + earlier,
                "a second order from request " + request);
    }

    private void answered(RequestAnswered answer, Fact fact) {
        findings.count(ONCE);
        findings.require(fact.event().sequence() == 0, ONCE, fact.event().stream(), fact.position(), "one answer",
                "another answer");
        String location = answer.headers().getOrDefault("Location", "");
        int path = location.indexOf(ORDERS);
        if (answer.status() == 201 && path >= 0) {
            String order = location.substring(path + ORDERS.length());
            findings.require(orders.contains(order), ONCE, fact.event().stream(), fact.position(),
                    "order " + order + " in the log", "none");
        }
    }
}
