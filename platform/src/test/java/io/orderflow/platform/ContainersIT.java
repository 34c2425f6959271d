package io.orderflow.platform;

import io.orderflow.platform.deployment.ComposeFiles;
import io.orderflow.platform.embedded.PlatformOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.MountableFile;

/** The HTTP table on AxonIQ's Axon Server and on MongoDB, as the Compose files pin them. */
@EnabledIfSystemProperty(named = "containers", matches = "true", disabledReason = "NOT RUN against the vendors' Axon Server and MongoDB: needs a Docker engine and -Pcontainers")
class ContainersIT extends PlatformSuite {

    private static final Duration START_TIMEOUT = Duration.ofMinutes(3);

    @RegisterExtension
    static final RunningPlatform platform = RunningPlatform.own(ContainersIT::onContainers);
    private static GenericContainer<?> axonServer;
    private static GenericContainer<?> mongo;

    private static PlatformOptions onContainers(Path data) {
        if (!DockerClientFactory.instance().isDockerAvailable()) {
            throw new IllegalStateException("-Pcontainers needs a running Docker engine, and there is none here: "
                    + "nothing was tested against the real Axon Server and MongoDB");
        }
        axonServer = new GenericContainer<>(ComposeFiles.imageOf("compose.axon-server.yml", "axon-server"))
                .withExposedPorts(8024, 8124)
                .withCopyFileToContainer(MountableFile.forHostPath("../axon-server/vendor/axonserver.properties"),
                        "/axonserver/config/axonserver.properties")
                .waitingFor(Wait.forHttp("/actuator/health").forPort(8024).withStartupTimeout(START_TIMEOUT));
        mongo = new GenericContainer<>(ComposeFiles.imageOf("docker-compose.yml", "mongo-1")).withExposedPorts(27017)
                .waitingFor(Wait.forListeningPort().withStartupTimeout(START_TIMEOUT));
        axonServer.start();
        mongo.start();
        return new PlatformOptions(PlatformOptions.LOOPBACK, 0, data,
                Optional.of(axonServer.getHost() + ":" + axonServer.getMappedPort(8124)),
                Optional.of("mongodb://" + mongo.getHost() + ":" + mongo.getMappedPort(27017)));
    }

    @AfterAll
    static void stop() {
        platform.close();
        if (mongo != null) {
            mongo.stop();
        }
        if (axonServer != null) {
            axonServer.stop();
        }
    }

    @Override
    RunningPlatform platform() {
        return platform;
    }
}
