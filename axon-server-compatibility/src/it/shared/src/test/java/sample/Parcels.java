package sample;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.axonframework.modelling.saga.EndSaga;
import org.axonframework.modelling.saga.SagaEventHandler;
import org.axonframework.modelling.saga.StartSaga;
import org.axonframework.queryhandling.QueryHandler;
import org.axonframework.queryhandling.QueryUpdateEmitter;

/** A small application: parcels are sent, filled and, by a saga, labelled. */
public final class Parcels {

    static final String GROUP = "parcels";

    private Parcels() {}

    record Send(@TargetAggregateIdentifier String id) {}

    record Fill(@TargetAggregateIdentifier String id, int grams) {}

    record Label(@TargetAggregateIdentifier String id) {}

    record Sent(String id) {}

    record Filled(String id, int grams) {}

    record Labelled(String id) {}

    record Overdue(String id) {}

    record Weight(String id) {}

    @ProcessingGroup(GROUP)
    static class Projection {
        private final Map<String, Integer> grams = new ConcurrentHashMap<>();
        private final Map<String, Integer> timesSent = new ConcurrentHashMap<>();
        private final Map<String, Boolean> labelled = new ConcurrentHashMap<>();
        private final Map<String, Boolean> overdue = new ConcurrentHashMap<>();

        @EventHandler
        void on(Sent event) {
            timesSent.merge(event.id(), 1, Integer::sum);
        }

        @EventHandler
        void on(Filled event, QueryUpdateEmitter emitter) {
            int total = grams.merge(event.id(), event.grams(), Integer::sum);
            emitter.emit(Weight.class, query -> query.id().equals(event.id()), total);
        }

        @EventHandler
        void on(Labelled event) {
            labelled.put(event.id(), true);
        }

        @EventHandler
        void on(Overdue event) {
            overdue.put(event.id(), true);
        }

        @QueryHandler
        Integer answer(Weight query) {
            return grams.getOrDefault(query.id(), 0);
        }

        int timesSent(String id) {
            return timesSent.getOrDefault(id, 0);
        }

        boolean isLabelled(String id) {
            return labelled.containsKey(id);
        }

        boolean isOverdue(String id) {
            return overdue.containsKey(id);
        }
    }

    public static class Labelling {
        @StartSaga
        @SagaEventHandler(associationProperty = "id")
        void on(Sent event, CommandGateway commands) {
            commands.send(new Label(event.id()));
        }

        @EndSaga
        @SagaEventHandler(associationProperty = "id")
        void on(Labelled event) {}
    }
}
