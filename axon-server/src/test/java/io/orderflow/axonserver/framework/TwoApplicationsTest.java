package io.orderflow.axonserver.framework;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.orderflow.axonserver.junit.AxonServerExtension;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.axonframework.axonserver.connector.AxonServerConfiguration;
import org.axonframework.axonserver.connector.ManagedChannelCustomizer;
import org.axonframework.axonserver.connector.command.CommandLoadFactorProvider;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.commandhandling.NoHandlerForCommandException;
import org.axonframework.config.Configuration;
import org.axonframework.config.Configurer;
import org.axonframework.config.DefaultConfigurer;
import org.axonframework.messaging.responsetypes.ResponseTypes;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.axonframework.queryhandling.NoHandlerForQueryException;
import org.axonframework.queryhandling.QueryHandler;
import org.axonframework.queryhandling.SubscriptionQueryResult;
import org.axonframework.serialization.json.JacksonSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import reactor.core.publisher.Flux;

/** Commands and all kinds of queries of Axon Framework between two applications. */
@Timeout(60)
class TwoApplicationsTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    @RegisterExtension
    final AxonServerExtension server = AxonServerExtension.inProcess();

    private final List<Configuration> applications = new ArrayList<>();

    record Work(@TargetAggregateIdentifier String key) {}

    record Name(String of) {}

    record CountUp(int from) {}

    /** Handles everything, and says who it is. */
    static final class Handlers {
        private final String application;

        Handlers(String application) {
            this.application = application;
        }

        @CommandHandler
        String handle(Work command) {
            return application;
        }

        @QueryHandler
        String name(Name query) {
            return application;
        }

        @QueryHandler
        Flux<Integer> numbers(CountUp query) {
            return Flux.range(query.from(), Integer.MAX_VALUE - query.from());
        }
    }

    private Configuration start(String name, int loadFactor, Object... handlers) {
        JacksonSerializer serializer = JacksonSerializer.builder().objectMapper(new ObjectMapper()).build();
        Configurer configurer = DefaultConfigurer.defaultConfiguration();
        configurer.configureSerializer(c -> serializer)
                .configureEventSerializer(c -> serializer)
                .configureMessageSerializer(c -> serializer)
                .registerComponent(AxonServerConfiguration.class,
                        c -> AxonServerConfiguration.builder().componentName(name).clientId(name + "-1").build())
                .registerComponent(ManagedChannelCustomizer.class, c -> server::channel)
                .registerComponent(CommandLoadFactorProvider.class, c -> command -> loadFactor);
        for (Object handler : handlers) {
            configurer.registerMessageHandler(c -> handler);
        }
        Configuration application = configurer.start();
        applications.add(application);
        return application;
    }

    @AfterEach
    void stop() {
        applications.forEach(Configuration::shutdown);
    }

    private static List<String> owners(Configuration sender, int commands) {
        return IntStream.range(0, commands)
                .mapToObj(i -> sender.commandGateway().<String>send(new Work("key-" + i)))
                .toList()
                .stream()
                .map(answer -> answer.orTimeout(20, TimeUnit.SECONDS).join())
                .toList();
    }

    @Test
    void sharesCommandsByTheLoadFactors() {
        start("strong", 300, new Handlers("strong"));
        start("weak", 100, new Handlers("weak"));
        Configuration sender = start("sender", 100);
        await().atMost(LIMIT).until(() -> owners(sender, 50).contains("weak"));

        List<String> owners = owners(sender, 1_000);

        assertThat(owners.stream().filter("strong"::equals).count()).isBetween(650L, 850L);
        assertThat(owners(sender, 1_000)).isEqualTo(owners);
    }

    @Test
    void gathersTheAnswersOfBoth() {
        start("one", 100, new Handlers("one"));
        start("two", 100, new Handlers("two"));
        Configuration sender = start("sender", 100);

        await().atMost(LIMIT).untilAsserted(() -> assertThat(sender.queryGateway()
                .scatterGather(new Name("all"), ResponseTypes.instanceOf(String.class), 10, TimeUnit.SECONDS))
                .containsExactlyInAnyOrder("one", "two"));
    }

    @Test
    void streamsAsManyAnswersAsAreWanted() {
        start("one", 100, new Handlers("one"));
        Configuration sender = start("sender", 100);

        List<Integer> numbers = Flux.from(sender.queryGateway().streamingQuery(new CountUp(7), Integer.class))
                .take(5_000)
                .collectList()
                .block(LIMIT);

        assertThat(numbers).isEqualTo(IntStream.range(7, 5_007).boxed().toList());
    }

    @Test
    void bringsUpdatesUntilTheyEnd() {
        Configuration one = start("one", 100, new Handlers("one"));
        Configuration sender = start("sender", 100);

        try (SubscriptionQueryResult<String, String> result = sender.queryGateway()
                .subscriptionQuery(new Name("x"), String.class, String.class)) {
            assertThat(result.initialResult().block(LIMIT)).isEqualTo("one");
            await().atMost(LIMIT).until(() -> !one.queryUpdateEmitter().activeSubscriptions().isEmpty());
            one.queryUpdateEmitter().emit(Name.class, query -> query.of().equals("x"), "first");
            one.queryUpdateEmitter().emit(Name.class, query -> query.of().equals("y"), "of another");
            one.queryUpdateEmitter().emit(Name.class, query -> query.of().equals("x"), "second");
            one.queryUpdateEmitter().complete(Name.class, query -> query.of().equals("x"));

            assertThat(result.updates().collectList().block(LIMIT)).containsExactly("first", "second");
        }
        await().atMost(LIMIT).until(() -> one.queryUpdateEmitter().activeSubscriptions().isEmpty());
    }

    @Test
    void endsASubscriptionQueryThatNobodyHandles() {
        Configuration sender = start("sender", 100);

        try (SubscriptionQueryResult<String, String> result = sender.queryGateway()
                .subscriptionQuery(new Name("x"), String.class, String.class)) {
            assertThatThrownBy(() -> result.initialResult().block(LIMIT))
                    .isInstanceOf(NoHandlerForQueryException.class);
            assertThatThrownBy(() -> result.updates().blockLast(LIMIT)).hasMessageContaining("AXONIQ-5000");
        }
    }

    @Test
    void saysThatACommandHasNoHandlerInTheWordsThatClientsKnow() {
        Configuration sender = start("sender", 100);

        assertThatThrownBy(() -> sender.commandGateway().sendAndWait(new Work("x"), 20, TimeUnit.SECONDS))
                .isInstanceOf(NoHandlerForCommandException.class)
                .hasMessage("No Handler for command: " + Work.class.getName());
    }

    @Test
    void endsTheUpdatesOfASubscriberThatHasEnough() {
        Configuration one = start("one", 100, new Handlers("one"));
        Configuration sender = start("sender", 100);
        try (SubscriptionQueryResult<String, String> result = sender.queryGateway()
                .subscriptionQuery(new Name("x"), String.class, String.class)) {
            assertThat(result.initialResult().block(LIMIT)).isEqualTo("one");
            await().atMost(LIMIT).until(() -> !one.queryUpdateEmitter().activeSubscriptions().isEmpty());
        }

        await().atMost(LIMIT).until(() -> one.queryUpdateEmitter().activeSubscriptions().isEmpty());
    }
}
