package io.orderflow.relay.rabbitmq;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.rabbitmq.client.AlreadyClosedException;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.ShutdownSignalException;
import io.orderflow.relay.broker.BrokerUnavailable;
import java.lang.reflect.Proxy;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RabbitBrokerTest {

    /** Its connections are lost between the handshake and the first channel. */
    private static final class LosingFactory extends ConnectionFactory {

        @Override
        public Connection newConnection(String name) {
            return (Connection) Proxy.newProxyInstance(Connection.class.getClassLoader(),
                    new Class<?>[]{Connection.class}, (proxy, method, arguments) -> {
                        if (method.getName().equals("createChannel")) {
                            throw new AlreadyClosedException(new ShutdownSignalException(true, false, null, proxy));
                        }
                        return null;
                    });
        }
    }

    private final RabbitBroker broker = new RabbitBroker(new LosingFactory(), "orderflow.events",
            Duration.ofSeconds(1));

    @Test
    void treatsAConnectionThatIsLostWhileItIsSetUpAsABrokerThatIsAway() {
        assertThatThrownBy(() -> broker.create("again")).isInstanceOf(BrokerUnavailable.class)
                .hasMessageContaining("RabbitMQ");
    }
}
