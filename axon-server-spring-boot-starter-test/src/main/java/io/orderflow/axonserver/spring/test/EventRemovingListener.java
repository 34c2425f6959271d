package io.orderflow.axonserver.spring.test;

import io.orderflow.axonserver.AxonServer;
import java.time.Duration;
import org.springframework.context.ApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.test.context.TestContext;
import org.springframework.test.context.support.AbstractTestExecutionListener;

/**
 * Removes all events before each test, when the application has finished with those of the test before. A test begins with
 * an error if it has not within 5 seconds ({@code axon-server.test.idle-limit}; {@code 0s} does not wait).
 * {@code axon-server.test.keep-events=true} leaves the events.
 */
final class EventRemovingListener extends AbstractTestExecutionListener {

    private static final String SERVER = "embeddedAxonServer";

    /** A server that is not temporary is not the test's own. */
    @Override
    public void beforeTestMethod(TestContext test) {
        if (!test.hasApplicationContext()) {
            return;
        }
        ApplicationContext application = test.getApplicationContext();
        Environment environment = application.getEnvironment();
        if (application.containsBean(SERVER) && isTrue(environment, "axon-server.embedded.temporary")
                && !isTrue(environment, "axon-server.test.keep-events")) {
            AxonServer server = application.getBean(SERVER, AxonServer.class);
            Duration limit = environment.getProperty("axon-server.test.idle-limit", Duration.class,
                    Duration.ofSeconds(5));
            if (!limit.isZero()) {
                server.awaitIdle(limit);
            }
            server.reset();
        }
    }

    private static boolean isTrue(Environment environment, String property) {
        return environment.getProperty(property, Boolean.class, false);
    }
}
