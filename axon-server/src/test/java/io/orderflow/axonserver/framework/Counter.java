package io.orderflow.axonserver.framework;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.axonframework.commandhandling.CommandExecutionException;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.scheduling.EventScheduler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateLifecycle;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.axonframework.queryhandling.QueryHandler;
import org.jspecify.annotations.Nullable;

/** The smallest application that uses all that the server offers: it counts. */
final class Counter {

    private Counter() {}

    record Open(@TargetAggregateIdentifier String id) {}

    record Add(@TargetAggregateIdentifier String id, int amount) {}

    record Opened(String id) {}

    record Added(String id, int amount) {}

    record Reminded(String id) {}

    record Total(String id) {}

    /** The aggregate. */
    static class Aggregate {
        @AggregateIdentifier
        private @Nullable String id;
        private int total;

        protected Aggregate() {}

        @CommandHandler
        Aggregate(Open command) {
            AggregateLifecycle.apply(new Opened(command.id()));
        }

        @CommandHandler
        int handle(Add command, EventScheduler scheduler) {
            if (command.amount() <= 0) {
                throw new CommandExecutionException("Not positive", null, "details:" + command.amount());
            }
            AggregateLifecycle.apply(new Added(command.id(), command.amount()));
            scheduler.schedule(Duration.ofMillis(200), new Reminded(command.id()));
            return total;
        }

        @EventSourcingHandler
        void on(Opened event) {
            id = event.id();
        }

        @EventSourcingHandler
        void on(Added event) {
            total += event.amount();
        }
    }

    /** The projection. Thread-safe. */
    static final class Totals {
        private final Map<String, Integer> totals = new ConcurrentHashMap<>();
        private final Map<String, Integer> reminders = new ConcurrentHashMap<>();

        @EventHandler
        void on(Added event) {
            totals.merge(event.id(), event.amount(), Integer::sum);
        }

        @EventHandler
        void on(Reminded event) {
            reminders.merge(event.id(), 1, Integer::sum);
        }

        @QueryHandler
        Integer total(Total query) {
            return totals.getOrDefault(query.id(), 0);
        }

        int reminders(String id) {
            return reminders.getOrDefault(id, 0);
        }
    }
}
