package sample;

import io.orderflow.axonserver.junit.AxonServerExtension;
import org.axonframework.axonserver.connector.AxonServerConfiguration;
import org.axonframework.config.Configuration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;

class InProcessTest extends Features {

    @RegisterExtension
    static final AxonServerExtension SERVER = AxonServerExtension.inProcess();

    private static final Parcels.Projection PROJECTION = new Parcels.Projection();
    private static Configuration application;

    @BeforeAll
    static void start() {
        application = Application.start(
                AxonServerConfiguration.builder().componentName("sample").build(),
                SERVER::channel, PROJECTION);
    }

    @AfterAll
    static void stop() {
        application.shutdown();
    }

    @Override
    Configuration application() {
        return application;
    }

    @Override
    Parcels.Projection projection() {
        return PROJECTION;
    }
}
