package io.orderflow.relay.rabbitmq;

import com.rabbitmq.client.ConnectionFactory;
import io.orderflow.api.InvalidValue;
import java.net.URI;
import java.net.URISyntaxException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import javax.net.ssl.SSLContext;

/** Reads the address of a RabbitMQ. No message of an exception has the address, because a password is in it. */
final class RabbitAddress {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration HEARTBEAT = Duration.ofSeconds(10);
    private static final String FORM = "must have the form amqp://USER:PASSWORD@HOST:PORT, or begin with amqps:// for TLS";

    private RabbitAddress() {}

    /**
     * The relay opens lost connections anew by itself, so that it knows which events to publish again.
     *
     * @param trusted by what an address with TLS is encrypted
     * @throws InvalidValue where the address cannot be used
     */
    static ConnectionFactory factoryOf(String address, SSLContext trusted) {
        ConnectionFactory factory = new ConnectionFactory();
        try {
            URI uri = new URI(address);
            InvalidValue.require(uri.getHost() != null && uri.getUserInfo() != null
                    && uri.getUserInfo().indexOf(':') > 0
                    && ("amqp".equals(uri.getScheme()) || "amqps".equals(uri.getScheme())),
                    "The address of RabbitMQ " + FORM);
            // For amqps the client itself would trust any certificate, and warn of it.
            factory.setUri(address.replaceFirst("^amqps:", "amqp:"));
            if ("amqps".equals(uri.getScheme())) {
                factory.useSslProtocol(trusted);
                factory.enableHostnameVerification();
                factory.setPort(uri.getPort() < 0 ? ConnectionFactory.DEFAULT_AMQP_OVER_SSL_PORT : uri.getPort());
            }
        } catch (URISyntaxException | IllegalArgumentException unusable) {
            throw new InvalidValue("The address of RabbitMQ " + FORM);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("This JVM has no TLS", impossible);
        }
        factory.setAutomaticRecoveryEnabled(false);
        factory.setTopologyRecoveryEnabled(false);
        factory.setConnectionTimeout((int) CONNECT_TIMEOUT.toMillis());
        factory.setHandshakeTimeout((int) CONNECT_TIMEOUT.toMillis());
        factory.setRequestedHeartbeat((int) HEARTBEAT.toSeconds());
        return factory;
    }
}
