package sample;

import io.orderflow.axonserver.junit.AxonServerExtension;
import org.axonframework.axonserver.connector.AxonServerConfiguration;
import org.axonframework.axonserver.connector.ManagedChannelCustomizer;
import org.axonframework.config.Configuration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;

class OverTcpTest extends Features {

    @RegisterExtension
    static final AxonServerExtension SERVER = AxonServerExtension.tcp();

    private static final Parcels.Projection PROJECTION = new Parcels.Projection();
    private static Configuration application;

    @BeforeAll
    static void start() {
        application = Application.start(
                AxonServerConfiguration.builder().componentName("sample").servers(SERVER.address()).build(),
                ManagedChannelCustomizer.identity(), PROJECTION);
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
