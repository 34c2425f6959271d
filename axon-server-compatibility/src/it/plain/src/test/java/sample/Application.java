package sample;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.axonframework.axonserver.connector.AxonServerConfiguration;
import org.axonframework.axonserver.connector.AxonServerConnectionManager;
import org.axonframework.axonserver.connector.ManagedChannelCustomizer;
import org.axonframework.axonserver.connector.event.axon.AxonServerEventScheduler;
import org.axonframework.config.AggregateConfigurer;
import org.axonframework.config.Configuration;
import org.axonframework.config.Configurer;
import org.axonframework.config.DefaultConfigurer;
import org.axonframework.eventhandling.scheduling.EventScheduler;
import org.axonframework.eventsourcing.EventCountSnapshotTriggerDefinition;
import org.axonframework.eventsourcing.Snapshotter;
import org.axonframework.serialization.json.JacksonSerializer;

/** The application without Spring. */
final class Application {

    private Application() {}

    static Configuration start(AxonServerConfiguration server, ManagedChannelCustomizer channel,
            Parcels.Projection projection) {
        JacksonSerializer serializer = JacksonSerializer.builder().objectMapper(new ObjectMapper()).build();
        Configurer configurer = DefaultConfigurer.defaultConfiguration()
                .configureSerializer(c -> serializer)
                .configureEventSerializer(c -> serializer)
                .configureMessageSerializer(c -> serializer)
                .registerComponent(AxonServerConfiguration.class, c -> server)
                .registerComponent(ManagedChannelCustomizer.class, c -> channel)
                .registerComponent(EventScheduler.class,
                        c -> AxonServerEventScheduler.builder().eventSerializer(c.eventSerializer())
                                .connectionManager(c.getComponent(AxonServerConnectionManager.class)).build())
                .configureAggregate(AggregateConfigurer.defaultConfiguration(Parcel.class)
                        .configureSnapshotTrigger(
                                c -> new EventCountSnapshotTriggerDefinition(c.getComponent(Snapshotter.class), 3)))
                .registerQueryHandler(c -> projection);
        configurer.eventProcessing().usingPooledStreamingEventProcessors().registerEventHandler(c -> projection)
                .registerSaga(Parcels.Labelling.class);
        Configuration application = configurer.buildConfiguration();
        application.start();
        ((AxonServerEventScheduler) application.getComponent(EventScheduler.class)).start();
        return application;
    }
}
