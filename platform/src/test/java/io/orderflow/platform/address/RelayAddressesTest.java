package io.orderflow.platform.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code --relay} takes. */
class RelayAddressesTest {

    @Test
    void namesNeitherOneOrBothBrokers() {
        assertThat(RelayAddresses.settings(List.of())).isEmpty();
        assertThat(RelayAddresses.settings(List.of("kafka=one:9092,two:9092",
                "rabbitmq=amqp://relay:s3cret@host:5672"))).containsExactly(
                        "--orderflow.relay.kafka.bootstrap-servers=one:9092,two:9092",
                        "--orderflow.relay.rabbitmq.uri=amqp://relay:s3cret@host:5672");
    }

    @Test
    void hasVariablesOfTheEnvironmentToo() {
        assertThat(RelayAddresses.environment(List.of("kafka=one:9092", "rabbitmq=amqp://relay:s3cret@host:5672")))
                .containsOnly(Map.entry("ORDERFLOW_RELAY_KAFKA_BOOTSTRAPSERVERS", "one:9092"),
                        Map.entry("ORDERFLOW_RELAY_RABBITMQ_URI", "amqp://relay:s3cret@host:5672"));
    }

    @Test
    void refusesABrokerThatIsNamedTwice() {
        assertThatThrownBy(() -> RelayAddresses.settings(List.of("kafka=one:9092", "kafka=two:9092")))
                .hasMessage("--relay names kafka twice; each broker can be named once");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "pigeon=host:1", "kafka", "kafka=", "kafka=host", "kafka=host:0", "kafka=host:70000",
            "kafka=one:9092,", "kafka=user:s3cret@host:1", "rabbitmq=", "rabbitmq=host:5672",
            "rabbitmq=amqp://host:5672", "rabbitmq=amqp://user:s3cret@host", "rabbitmq=http://user:s3cret@host:1",
            "rabbitmq=amqp://user:s3cret word@host:5672", "s3cret"})
    void refusesAnythingElseWithoutRepeatingIt(String address) {
        assertThatThrownBy(() -> RelayAddresses.settings(List.of(address)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("--relay")
                .hasMessageNotContaining("s3cret");
    }
}
