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
        assertThat(RelayAddresses.parse(List.of()).settings()).isEmpty();
        assertThat(RelayAddresses.parse(List.of("kafka=one:9092,two:9092",
                "rabbitmq=amqp://relay:s3cret@host:5672")).settings()).containsExactly(
                        "--orderflow.relay.kafka.bootstrap-servers=one:9092,two:9092",
                        "--orderflow.relay.rabbitmq.uri=amqp://relay:s3cret@host:5672");
    }

    @Test
    void hasVariablesOfTheEnvironmentToo() {
        assertThat(RelayAddresses.parse(List.of("kafka=one:9092", "rabbitmq=amqp://relay:s3cret@host:5672"))
                .relayEnvironment()).containsOnly(Map.entry("ORDERFLOW_RELAY_KAFKA_BOOTSTRAPSERVERS", "one:9092"),
                        Map.entry("ORDERFLOW_RELAY_RABBITMQ_URI", "amqp://relay:s3cret@host:5672"));
    }

    @Test
    void tellsReadersTheUserApartAndUnescaped() {
        assertThat(RelayAddresses.parse(List.of("kafka=one:9092", "rabbitmq=amqps://me:p%40ss%3Aword@host:5671/shop"))
                .readerEnvironment())
                .containsOnly(Map.entry("SPRING_KAFKA_BOOTSTRAPSERVERS", "one:9092"),
                        Map.entry("SPRING_RABBITMQ_ADDRESSES", "amqps://host:5671"),
                        Map.entry("SPRING_RABBITMQ_USERNAME", "me"),
                        Map.entry("SPRING_RABBITMQ_PASSWORD", "p@ss:word"),
                        Map.entry("SPRING_RABBITMQ_VIRTUALHOST", "shop"));
    }

    @Test
    void refusesABrokerThatIsNamedTwice() {
        assertThatThrownBy(() -> RelayAddresses.parse(List.of("kafka=one:9092", "kafka=two:9092")))
                .hasMessage("--relay names kafka twice; each broker can be named once");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "pigeon=host:1", "kafka", "kafka=", "kafka=host", "kafka=host:0", "kafka=host:70000",
            "kafka=one:9092,", "kafka=user:s3cret@host:1", "rabbitmq=", "rabbitmq=host:5672",
            "rabbitmq=amqp://host:5672", "rabbitmq=amqp://user:s3cret@host", "rabbitmq=http://user:s3cret@host:1",
            "rabbitmq=amqp://user:s3cret word@host:5672", "s3cret"})
    void refusesAnythingElseWithoutRepeatingIt(String address) {
        assertThatThrownBy(() -> RelayAddresses.parse(List.of(address)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("--relay")
                .hasMessageNotContaining("s3cret");
    }
}
