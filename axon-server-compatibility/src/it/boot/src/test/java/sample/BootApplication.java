package sample;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.axonframework.eventsourcing.EventCountSnapshotTriggerDefinition;
import org.axonframework.eventsourcing.SnapshotTriggerDefinition;
import org.axonframework.eventsourcing.Snapshotter;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.json.JacksonSerializer;
import org.axonframework.spring.stereotype.Saga;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.stereotype.Component;

/** The application with Spring Boot. Nothing in it names a server. */
@SpringBootApplication
public class BootApplication {

    @Saga
    public static class BootLabelling extends Parcels.Labelling {}

    @Component
    static class BootProjection extends Parcels.Projection {}

    @Bean
    SnapshotTriggerDefinition everyThirdEvent(Snapshotter snapshotter) {
        return new EventCountSnapshotTriggerDefinition(snapshotter, 3);
    }

    @Bean
    @Primary
    Serializer serializer() {
        return JacksonSerializer.builder().objectMapper(new ObjectMapper()).build();
    }
}
