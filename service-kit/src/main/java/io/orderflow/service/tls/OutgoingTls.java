package io.orderflow.service.tls;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.NoSuchSslBundleException;
import org.springframework.boot.ssl.SslBundles;

/** By what the connections that this process opens are encrypted; nothing where they are not. Thread-safe. */
public final class OutgoingTls {

    private final TlsProperties properties;
    private final SslBundles bundles;

    OutgoingTls(TlsProperties properties, SslBundles bundles) {
        this.properties = properties;
        this.bundles = bundles;
    }

    /** @throws NoSuchSslBundleException where the settings name a bundle that there is not */
    public Optional<FollowedBundle> toEventStore() {
        return followed(properties.eventStore());
    }

    /** @throws NoSuchSslBundleException where the settings name a bundle that there is not */
    public Optional<FollowedBundle> toDatabases() {
        return followed(properties.databases());
    }

    /** @throws NoSuchSslBundleException where the settings name a bundle that there is not */
    public Optional<FollowedBundle> toServices() {
        return followed(properties.services());
    }

    /** @throws NoSuchSslBundleException where the settings name a bundle that there is not */
    public Optional<FollowedBundle> toIssuer() {
        return followed(properties.issuer());
    }

    /** @throws NoSuchSslBundleException where the settings name a bundle that there is not */
    public Optional<FollowedBundle> toBrokers() {
        return followed(properties.brokers());
    }

    private Optional<FollowedBundle> followed(@Nullable String name) {
        return Optional.ofNullable(name).map(given -> FollowedBundle.of(bundles, given));
    }
}
