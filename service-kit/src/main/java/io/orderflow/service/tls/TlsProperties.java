package io.orderflow.service.tls;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Names the SSL bundle (of {@code spring.ssl.bundle}) by which each kind of connection that this process opens is
 * encrypted. Without a name it is not.
 *
 * @param eventStore the bundle of the connection to the event store
 * @param databases  the bundle of the connections to databases
 * @param services   the bundle of the connections from the gateway to the services, whose addresses are then https
 * @param issuer     the bundle of the connection to the issuer, where an authority vouches for it that the JDK does not
 *                   trust
 * @param brokers    the bundle of the connections to the brokers of integration events
 */
@ConfigurationProperties("orderflow.tls")
record TlsProperties(@Nullable String eventStore, @Nullable String databases, @Nullable String services,
        @Nullable String issuer, @Nullable String brokers) {}
