package io.orderflow.projection;

import com.mongodb.client.MongoDatabase;
import io.orderflow.projection.freshness.FreshnessConfiguration;
import io.orderflow.projection.history.TimeTravel;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.concurrent.Executors;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.serialization.Serializer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Runs every {@link Projection} bean of the application. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ProjectionProperties.class)
@Import({ReadModelDatabase.class, FreshnessConfiguration.class})
public class ProjectionKitConfiguration {

    /** Threads that hand events to the segments of all projections. */
    private static final int COORDINATOR_THREADS = 2;

    @Bean
    Machinery projectionMachinery(EventStore events, @Qualifier("readModels") MongoDatabase database,
            Serializer serializer, ProjectionProperties limits) {
        return new Machinery(events, database,
                new Checkpoints(database, serializer, ManagementFactory.getRuntimeMXBean().getName()),
                new Pointers(database),
                Executors.newScheduledThreadPool(COORDINATOR_THREADS,
                        Thread.ofPlatform().daemon().name("projection-coordinator-", 0).factory()),
                limits);
    }

    @Bean
    ProjectionHost projectionHost(ObjectProvider<Projection<?>> projections, Machinery machinery) {
        return new ProjectionHost(projections.orderedStream().toList(), machinery);
    }

    @Bean
    ReadModels readModels(ProjectionHost host) {
        return new ReadModels(host);
    }

    @Bean
    CatchingUp catchingUp(ProjectionHost host, Machinery machinery) {
        return new CatchingUp(host, machinery);
    }

    @Bean
    Housekeeper projectionHousekeeper(ProjectionHost host, Machinery machinery, CatchingUp catchingUp) {
        return new Housekeeper(host, machinery, List.of(catchingUp, new Retirement(machinery)));
    }

    @Bean
    TimeTravel timeTravel(EventStore events) {
        return new TimeTravel(events);
    }
}
