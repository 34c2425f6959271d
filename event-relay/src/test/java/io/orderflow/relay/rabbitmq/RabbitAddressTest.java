package io.orderflow.relay.rabbitmq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.rabbitmq.client.ConnectionFactory;
import io.orderflow.api.InvalidValue;
import io.orderflow.relay.broker.RelaySettings;
import java.security.NoSuchAlgorithmException;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an address of RabbitMQ may be, and that nobody is told its password. */
class RabbitAddressTest {

    private static ConnectionFactory factoryOf(String address) {
        try {
            return RabbitAddress.factoryOf(address, SSLContext.getDefault());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Test
    void readsUserPasswordHostAndPort() {
        ConnectionFactory factory = factoryOf("amqp://relay:s%40cret@rabbit.example:5673");

        assertThat(factory.getUsername()).isEqualTo("relay");
        assertThat(factory.getPassword()).isEqualTo("s@cret");
        assertThat(factory.getHost()).isEqualTo("rabbit.example");
        assertThat(factory.getPort()).isEqualTo(5673);
        assertThat(factory.isSSL()).isFalse();
        ConnectionFactory encrypted = factoryOf("amqps://relay:s3cret@rabbit.example");
        assertThat(encrypted.isSSL()).isTrue();
        assertThat(encrypted.getPort()).isEqualTo(5671);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rabbit:s3cret@host:5672", "amqp://s3cret@host", "http://relay:s3cret@host", "amqp://host",
            "amqp://relay:s3cret@", "amqp://relay:s3cret@host:port", "amqp://relay:s3cret /@host"})
    void refusesWithoutTheAddress(String address) {
        assertThatThrownBy(() -> factoryOf(address)).isInstanceOf(InvalidValue.class)
                .hasMessageContaining("amqp://USER:PASSWORD@HOST:PORT")
                .hasMessageNotContaining("s3cret")
                .hasNoCause();
    }

    @Test
    void isNotInTheWordsOfTheSettings() {
        assertThat(new RelaySettings.RabbitMq("amqp://relay:s3cret@host:5672", "orderflow.events").toString())
                .doesNotContain("s3cret");
    }
}
