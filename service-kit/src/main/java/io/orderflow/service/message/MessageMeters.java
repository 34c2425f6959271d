package io.orderflow.service.message;

import io.orderflow.service.metrics.MeterDefinition;

/** The meters of messages. */
final class MessageMeters {

    static final MeterDefinition COMMANDS = MeterDefinition.timer("orderflow.commands",
            "How long this process took to handle commands, with the wait for their turn and for the event store. Outcome: "
                    + "ok; refused, by a rule of the business; clash, with another change, upon which the sender tries again; "
                    + "failed",
            "type", "outcome");

    static final MeterDefinition QUERIES = MeterDefinition.timer("orderflow.queries",
            "How long this process took to answer queries. Outcome: ok; refused; failed", "type", "outcome");

    static final MeterDefinition PUBLISHED = MeterDefinition.timer("orderflow.events.published",
            "How long events took from their publication in this process until they were stored. Outcome: ok; failed, where "
                    + "they were not stored",
            "type", "outcome");

    static final MeterDefinition HANDLED = MeterDefinition.timer("orderflow.events.handled",
            "How long event processors of this process took to handle events. Outcome: ok, also where the event was set "
                    + "aside as a dead letter; failed",
            "processor", "type", "outcome");

    private MessageMeters() {}
}
