package io.orderflow.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import org.apache.curator.test.TestingServer;
import org.junit.jupiter.api.Test;

/** ZooKeeper itself, in this process. */
class ZooKeeperTest {

    private static final Duration SOON = Duration.ofSeconds(15);

    @Test
    void registersAndForgets() throws Exception {
        try (TestingServer zooKeeper = new TestingServer()) {
            String at = "--spring.cloud.zookeeper.connect-string=" + zooKeeper.getConnectString();
            try (SampleProcess one = SampleProcess.start("shop", "zookeeper", at)) {
                SampleProcess two = SampleProcess.start("shop", "zookeeper", at);
                await().atMost(SOON).untilAsserted(() -> assertThat(one.ports("shop"))
                        .containsExactlyInAnyOrder(one.port(), two.port()));

                two.close();

                await().atMost(SOON).untilAsserted(() -> assertThat(one.ports("shop")).isEqualTo(List.of(one.port())));
            }
        }
    }
}
