package io.orderflow.axonserver.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.axoniq.axonserver.connector.AxonServerConnectionFactory;
import io.axoniq.axonserver.connector.event.EventChannel;
import io.axoniq.axonserver.connector.impl.ServerAddress;
import io.axoniq.axonserver.grpc.event.Event;
import io.orderflow.axonserver.AxonServer;
import java.nio.file.Path;
import java.util.function.Function;
import org.axonframework.axonserver.connector.ManagedChannelCustomizer;
import org.axonframework.springboot.service.connection.AxonServerConnectionDetails;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

class EmbeddedAxonServerAutoConfigurationTest {

    @TempDir
    private Path directory;

    private final ApplicationContextRunner application = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(EmbeddedAxonServerAutoConfiguration.class));

    private static <T> T events(AxonServerConnectionFactory factory, Function<EventChannel, T> question) {
        try {
            return question.apply(factory.connect("default").eventChannel());
        } finally {
            factory.shutdown();
        }
    }

    private static AxonServerConnectionFactory overTcp(ApplicationContext context) {
        String[] address = context.getBean(AxonServerConnectionDetails.class).routingServers().split(":");
        return AxonServerConnectionFactory.forClient("test")
                .routingServers(new ServerAddress(address[0], Integer.parseInt(address[1]))).build();
    }

    @Test
    void startsNothingUnlessItIsToldTo() {
        application.run(context -> assertThat(context).doesNotHaveBean(AxonServer.class)
                .doesNotHaveBean(AxonServerConnectionDetails.class));
    }

    @Test
    void keepsTheEventsInItsFolderFromRunToRun() {
        ApplicationContextRunner enabled = application.withPropertyValues("axon-server.embedded.enabled=true",
                "axon-server.embedded.data=" + directory.resolve("events"));

        enabled.run(context -> events(overTcp(context), channel -> channel
                .appendEvents(Event.newBuilder().setMessageIdentifier("first").build()).join()));

        enabled.run(context -> {
            long last = events(overTcp(context), channel -> channel.getLastToken().join());
            assertThat(last).isZero();
        });
        assertThat(directory.resolve("events/default")).isDirectory();
    }

    @Test
    void isReachedInProcessIfItIsToldTo() {
        application.withPropertyValues("axon-server.embedded.enabled=true", "axon-server.embedded.temporary=true",
                "axon-server.embedded.transport=in-process").run(context -> {
                    ManagedChannelCustomizer channel = context.getBean(ManagedChannelCustomizer.class);
                    AxonServerConnectionFactory factory = AxonServerConnectionFactory.forClient("test")
                            .customize(channel).build();
                    long last = events(factory, events -> events.getLastToken().join());
                    assertThat(last).isEqualTo(-1);
                });
    }

    @Test
    void leavesTheApplicationTheConnectionDetailsThatItHas() {
        AxonServerConnectionDetails own = () -> "elsewhere:8124";
        application.withPropertyValues("axon-server.embedded.enabled=true", "axon-server.embedded.temporary=true")
                .withBean(AxonServerConnectionDetails.class, () -> own)
                .run(context -> assertThat(context.getBean(AxonServerConnectionDetails.class)).isSameAs(own));
    }
}
