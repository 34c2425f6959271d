package io.orderflow.axonserver.spring;

import io.grpc.inprocess.InProcessChannelBuilder;
import io.orderflow.axonserver.AxonServer;
import io.orderflow.axonserver.AxonServerConfig;
import java.util.UUID;
import org.axonframework.axonserver.connector.ManagedChannelCustomizer;
import org.axonframework.springboot.service.connection.AxonServerConnectionDetails;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Starts a server in the application, if {@code axon-server.embedded.enabled} is true, and connects Axon Framework to it.
 * What connects to it is made of it, so Spring closes the server last.
 */
@AutoConfiguration(beforeName = "org.axonframework.springboot.autoconfig.AxonServerAutoConfiguration")
@ConditionalOnProperty("axon-server.embedded.enabled")
@ConditionalOnClass(name = "org.axonframework.axonserver.connector.AxonServerConfiguration")
public class EmbeddedAxonServerAutoConfiguration {

    private static final String DETAILS = "org.axonframework.springboot.service.connection.AxonServerConnectionDetails";

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(name = DETAILS)
    @EnableConfigurationProperties(EmbeddedAxonServerProperties.class)
    static class Embedded {

        private final String inProcessName = "axon-server-" + UUID.randomUUID();

        @Bean(destroyMethod = "close")
        AxonServer embeddedAxonServer(EmbeddedAxonServerProperties properties) {
            return properties.temporary()
                    ? AxonServer.startTemporary(folder -> properties.config(folder, inProcessName))
                    : AxonServer.start(properties.config(properties.data(), inProcessName));
        }

        @Bean
        @ConditionalOnMissingBean
        AxonServerConnectionDetails embeddedAxonServerConnectionDetails(AxonServer server) {
            return () -> AxonServerConfig.DEFAULT_HOST + ':' + server.port();
        }
    }

    /** Instead of the connection over TCP, whose address is not used then. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(name = DETAILS)
    @ConditionalOnProperty(name = "axon-server.embedded.transport", havingValue = "in-process")
    static class InProcess {

        @Bean
        @ConditionalOnMissingBean
        ManagedChannelCustomizer embeddedAxonServerChannel(Embedded embedded, AxonServer server) {
            return ignored -> InProcessChannelBuilder.forName(embedded.inProcessName);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnMissingClass(DETAILS)
    static class Unsupported {

        Unsupported() {
            throw new IllegalStateException("axon-server.embedded.enabled needs Axon Framework 4.9 or later."
                    + " With an earlier one, start the server with io.orderflow.axonserver.AxonServer.start and set"
                    + " axon.axonserver.servers to its address");
        }
    }
}
