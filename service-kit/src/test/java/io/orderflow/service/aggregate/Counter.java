package io.orderflow.service.aggregate;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;

/** An aggregate as small as can be, which counts. */
class Counter {

    @AggregateIdentifier
    private String id;
    private int count;

    Counter() {}

    record Counted(String id) {}

    void count(String name) {
        apply(new Counted(name));
    }

    int value() {
        return count;
    }

    @EventSourcingHandler
    void on(Counted event) {
        id = event.id();
        count++;
    }
}
