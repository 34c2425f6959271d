package io.orderflow.service.processor;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import io.orderflow.service.resilience.RepeatedFailures;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.axonframework.config.Configuration;
import org.axonframework.config.DefaultConfigurer;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.SimpleEventBus;
import org.axonframework.eventhandling.async.FullConcurrencyPolicy;
import org.axonframework.extensions.mongo.DefaultMongoTemplate;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DeadLetterRetriesTest {

    private static final String OF_A_FROZEN_SERVICE = "frozen";
    private static final String OF_ANOTHER = "other";
    private static final Duration INTERVAL = Duration.ofMillis(20);
    private static final int MANY = 20;
    /** As many as are tried at once. */
    private static final int AT_ONCE = 4;

    private final CountDownLatch waiting = new CountDownLatch(AT_ONCE);
    private final CountDownLatch thawed = new CountDownLatch(1);
    private final CountDownLatch handled = new CountDownLatch(1);
    private final CheckpointProperties properties = new CheckpointProperties("mongodb://localhost/c", 1,
            INTERVAL, INTERVAL, 1_000, INTERVAL, Duration.ofSeconds(10), Duration.ofSeconds(5),
            Duration.ofSeconds(30));
    private final DeadLetterRetryPolicy policy = new DeadLetterRetryPolicy(properties);
    private final MongoServer server = new MongoServer(new MemoryBackend());
    private final MongoClient client = MongoClients.create(server.bindAndGetConnectionString());
    private final Configuration configuration = configuration();
    private final DeadLetterRetries retries = new DeadLetterRetries(configuration.eventProcessingConfiguration(),
            List.of(processor(OF_A_FROZEN_SERVICE), processor(OF_ANOTHER)), policy, INTERVAL,
            new RepeatedFailures());

    /** The first attempt fails, and every later one waits for the service. */
    @ProcessingGroup(OF_A_FROZEN_SERVICE)
    private final class Frozen {
        private final Set<String> tried = ConcurrentHashMap.newKeySet();

        @EventHandler
        void on(String event) throws InterruptedException {
            if (tried.add(event)) {
                throw new IllegalStateException("no answer");
            }
            waiting.countDown();
            thawed.await();
        }
    }

    /** Fails until every letter that needs the frozen service waits for it. */
    @ProcessingGroup(OF_ANOTHER)
    private final class Other {
        @EventHandler
        void on(String event) {
            if (waiting.getCount() > 0) {
                throw new IllegalStateException("lost");
            }
            handled.countDown();
        }
    }

    @AfterEach
    void stop() {
        thawed.countDown();
        retries.stop();
        configuration.shutdown();
        client.close();
        server.shutdownNow();
    }

    @Test
    void triesTheLettersOfAGroupThoughThoseOfAnotherWaitForAFrozenService() throws Exception {
        for (int event = 0; event < MANY; event++) {
            configuration.eventGateway().publish("event " + event);
        }

        retries.start();

        assertThat(handled.await(10, TimeUnit.SECONDS)).isTrue();
    }

    private static ProcessorDefinition processor(String name) {
        return new ProcessorDefinition(name, Set.of(), EventMessage::getIdentifier);
    }

    private Configuration configuration() {
        var configurer = DefaultConfigurer.defaultConfiguration(false)
                .configureEventBus(unused -> SimpleEventBus.builder().build());
        configurer.eventProcessing().usingSubscribingEventProcessors();
        for (String group : List.of(OF_A_FROZEN_SERVICE, OF_ANOTHER)) {
            configurer.eventProcessing()
                    .registerSequencingPolicy(group, unused -> new FullConcurrencyPolicy())
                    .registerDeadLetterQueue(group, unused -> new LazyDeadLetterQueue(group,
                            DefaultMongoTemplate.builder().mongoDatabase(client, "letters").build(), properties,
                            Jackson3Serializer.builder().build()))
                    .registerDeadLetterPolicy(group, unused -> policy);
        }
        configurer.eventProcessing().registerEventHandler(unused -> new Frozen());
        configurer.eventProcessing().registerEventHandler(unused -> new Other());
        return configurer.start();
    }
}
