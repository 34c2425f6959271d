package io.orderflow.projection.serve;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import de.bwaldvogel.mongo.MongoServer;
import io.orderflow.projection.ProjectionKitConfiguration;
import io.orderflow.projection.api.Listing;
import io.orderflow.projection.api.Projection;
import io.orderflow.projection.api.ReadModel;
import io.orderflow.projection.api.ReadModels;
import io.orderflow.projection.api.ServedBy;
import io.orderflow.projection.document.ReadModelProperties;
import io.orderflow.projection.document.RefusingBackend;
import io.orderflow.projection.engine.ProjectionHost;
import io.orderflow.projection.example.ProductSalesReadModel;
import io.orderflow.service.ServiceKitConfiguration;
import io.orderflow.service.web.NotFound;
import io.orderflow.service.web.Versioned;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.eventsourcing.eventstore.inmemory.InMemoryEventStorageEngine;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** A service with one small read model, its events and documents in memory. */
@SpringBootConfiguration
@EnableAutoConfiguration
@Import({ServiceKitConfiguration.class, ProjectionKitConfiguration.class, GreetingService.GreetingProjection.class,
        GreetingService.GreetingController.class, GreetingService.Greeter.class, ProductSalesReadModel.class})
class GreetingService {

    public record Greeting(String name, int times, String words, long position) implements Versioned, Listing.Entry {

        @Override
        public String documentName() {
            return name;
        }

        @Override
        public long version() {
            return times;
        }
    }

    record Greetings(List<Greeting> items) implements Listing<Greeting> {}

    record Greeted(String name, String words) {}

    @Bean
    RefusingBackend backend() {
        return new RefusingBackend();
    }

    /** A bean, so that it is closed after all beans that use it. */
    @Bean(destroyMethod = "shutdownNow")
    MongoServer database(RefusingBackend backend) {
        return new MongoServer(backend);
    }

    @Bean
    @Primary
    ReadModelProperties embeddedReadModels(MongoServer database) {
        return new ReadModelProperties(database.bindAndGetConnectionString() + "/read");
    }

    @Bean
    EventStorageEngine log() {
        return new InMemoryEventStorageEngine();
    }

    /** Greets, and waits until that can be read. */
    static class Greeter {

        private final EventStore events;
        private final ProjectionHost host;

        Greeter(EventStore events, ProjectionHost host) {
            this.events = events;
            this.host = host;
        }

        void greetUnseen(String name, String... words) {
            for (String word : words) {
                events.publish(GenericEventMessage.asEventMessage(new Greeted(name, word)));
            }
        }

        void greet(String name, String... words) {
            greetUnseen(name, words);
            long position = events.createHeadToken().position().orElseThrow();
            assertThat(host.hosted("greetings").await(position, Duration.ofSeconds(20))).isTrue();
        }
    }

    @RestController
    @ServedBy("greetings")
    static class GreetingController {

        private final ReadModel<Greeting> greetings;

        GreetingController(ReadModels models, GreetingProjection projection) {
            this.greetings = models.of(projection);
        }

        @GetMapping("/greetings")
        Greetings list() {
            return new Greetings(greetings.find(Filters.empty(), Sorts.ascending("_id"), 100));
        }

        @GetMapping("/greetings/{name}")
        Greeting find(@PathVariable String name) {
            return greetings.find(name).orElseThrow(() -> new NotFound("No greeting of " + name));
        }
    }

    static class GreetingProjection implements Projection<Greeting> {

        /** Whether a greeting with poison in it cannot be folded. */
        volatile boolean poisoned;

        /** The prefix of the words: a change of the code that a rebuild brings to the documents. */
        volatile String prefix = "";

        /** Nothing is folded before it is open. */
        volatile CountDownLatch gate = new CountDownLatch(0);

        @Override
        public String name() {
            return "greetings";
        }

        @Override
        public int revision() {
            return 3;
        }

        @Override
        public Class<Greeting> documentType() {
            return Greeting.class;
        }

        @Override
        public Set<Class<?>> eventTypes() {
            return Set.of(Greeted.class);
        }

        @Override
        public String keyOf(EventMessage<?> event) {
            return ((Greeted) event.getPayload()).name();
        }

        @Override
        public Greeting fold(@Nullable Greeting greeting, EventMessage<?> event) {
            awaitGate();
            if (poisoned && ((Greeted) event.getPayload()).words().equals("poison")) {
                throw new IllegalStateException("not nice");
            }
            return new Greeting(keyOf(event), greeting == null ? 1 : greeting.times() + 1,
                    prefix + ((Greeted) event.getPayload()).words(), 0);
        }

        private void awaitGate() {
            try {
                assertThat(gate.await(20, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
