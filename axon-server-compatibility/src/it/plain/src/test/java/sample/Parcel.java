package sample;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateLifecycle;

@JsonAutoDetect(fieldVisibility = JsonAutoDetect.Visibility.ANY)
class Parcel {
    @AggregateIdentifier
    private String id;
    private int grams;

    protected Parcel() {}

    @CommandHandler
    Parcel(Parcels.Send command) {
        AggregateLifecycle.apply(new Parcels.Sent(command.id()));
    }

    @CommandHandler
    int handle(Parcels.Fill command) {
        AggregateLifecycle.apply(new Parcels.Filled(command.id(), command.grams()));
        return grams;
    }

    @CommandHandler
    void handle(Parcels.Label command) {
        AggregateLifecycle.apply(new Parcels.Labelled(command.id()));
    }

    @EventSourcingHandler
    void on(Parcels.Sent event) {
        id = event.id();
    }

    @EventSourcingHandler
    void on(Parcels.Filled event) {
        grams += event.grams();
    }
}
