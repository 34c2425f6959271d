package io.orderflow.axonserver.spring.test;

import java.util.List;
import java.util.Map;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.test.context.ContextConfigurationAttributes;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.ContextCustomizerFactory;
import org.springframework.test.context.MergedContextConfiguration;

/**
 * Gives each application context of a test a server of its own, with its events in a temporary folder whatever the
 * application's properties say, because they are removed before each test. {@code axon-server.test.enabled=false} leaves
 * the application as it is.
 */
final class TestAxonServerCustomizerFactory implements ContextCustomizerFactory {

    private static final Map<String, Object> PROPERTIES = Map.of("axon-server.embedded.enabled", true,
            "axon-server.embedded.temporary", true, "axon-server.embedded.port", 0);

    @Override
    public ContextCustomizer createContextCustomizer(Class<?> testClass,
            List<ContextConfigurationAttributes> attributes) {
        return new EmbeddedServer();
    }

    /** All are equal, so that they do not keep Spring from using an application context for several classes. */
    private record EmbeddedServer() implements ContextCustomizer {
        @Override
        public void customizeContext(ConfigurableApplicationContext context, MergedContextConfiguration merged) {
            ConfigurableEnvironment environment = context.getEnvironment();
            if (environment.getProperty("axon-server.test.enabled", Boolean.class, true)) {
                environment.getPropertySources().addFirst(new MapPropertySource("axon-server-test", PROPERTIES));
            }
        }
    }
}
