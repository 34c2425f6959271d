package io.orderflow.audit;

import io.orderflow.api.order.OrderEvent.OrderPlaced;
import io.orderflow.audit.HashedPairs.Earlier;
import io.orderflow.service.idempotency.NewId;
import io.orderflow.service.idempotency.RequestEvent.RequestAnswered;
import io.orderflow.service.idempotency.RequestEvent.RequestHandled;
import io.orderflow.service.message.Origin;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Checks the effects and the answers of requests: each has one effect and one answer, no answer refuses an effect that
 * happened, and none names an order that does not exist.
 */
final class Requests implements Check {

    private static final String ORDERS = "/orders/";
    private static final Invariant ANSWERED = Invariant.REQUESTS_ANSWERED_ONCE;
    private static final Invariant DONE = Invariant.REQUESTS_DONE_ONCE;

    private final Findings findings;
    private final Set<String> orders = new HashSet<>();
    private final Map<String, String> orderByRequest = new HashMap<>();
    /** The command that made the events of a request, by the id that they carry. */
    private final HashedPairs commandByRequest = new HashedPairs();
    private final Set<String> succeeded = new HashSet<>();
    /** The positions of kept refusals, as only logs of earlier releases have them. */
    private final Map<String, Long> refused = new HashMap<>();

    Requests(Findings findings) {
        this.findings = findings;
    }

    @Override
    public void on(EventReading fact) {
        doneFor(fact);
        switch (fact.payload()) {
            case OrderPlaced placed -> placed(placed.orderId().value(), fact);
            case RequestHandled handled -> succeeded(fact);
            case RequestAnswered refusal when refusal.isRefusal() -> refused.put(fact.event().stream(),
                    fact.position());
            case RequestAnswered answer -> answered(answer, fact);
            default -> {}
        }
    }

    /** Notes for which request an event was made, and which command message caused it; the event carries both. */
    private void doneFor(EventReading fact) {
        Object request = fact.metaData().get(Origin.REQUEST);
        Object command = fact.metaData().get(Origin.CAUSATION_ID);
        if (request == null || command == null) {
            return;
        }
        Earlier earlier = commandByRequest.putIfAbsent(request.toString(), command.toString());
        if (earlier == Earlier.NOTHING) {
            findings.count(DONE);
        }
        findings.require(earlier != Earlier.ANOTHER, DONE, fact.event().stream(), fact.position(),
                "the effect of one command for request " + request, "that of another command besides");
    }

    /** Checks the correlation identifier: all events that one request causes have the same. */
    private void placed(String order, EventReading fact) {
        findings.count(ANSWERED);
        orders.add(order);
        Object request = fact.metaData().get(Origin.CORRELATION_ID);
        String earlier = request == null ? null : orderByRequest.putIfAbsent(request.toString(), order);
        findings.require(earlier == null, ANSWERED, order, fact.position(), "no order besides " + earlier,
                "a second order from request " + request);
    }

    private void answered(RequestAnswered answer, EventReading fact) {
        succeeded(fact);
        String location = answer.headers().getOrDefault("Location", "");
        int path = location.indexOf(ORDERS);
        if (answer.status() == 201 && path >= 0) {
            String order = location.substring(path + ORDERS.length());
            findings.require(orders.contains(order), ANSWERED, fact.event().stream(), fact.position(),
                    "order " + order + " in the log", "none");
        }
    }

    private void succeeded(EventReading fact) {
        findings.count(ANSWERED);
        findings.require(succeeded.add(fact.event().stream()), ANSWERED, fact.event().stream(), fact.position(),
                "one answer", "another answer");
    }

    @Override
    public void conclude(LogEnd ending) {
        refused.forEach((stream, position) -> {
            boolean done = commandByRequest.containsKey(NewId.ofStream(stream).value());
            findings.require(succeeded.contains(stream) || !done, DONE, stream, position,
                    "a success, because the log has its effect", "a refusal");
        });
    }
}
