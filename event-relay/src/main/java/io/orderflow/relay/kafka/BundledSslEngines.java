package io.orderflow.relay.kafka;

import java.security.KeyStore;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import org.apache.kafka.common.security.auth.SslEngineFactory;
import org.jspecify.annotations.Nullable;

/**
 * Encrypts the connections of Kafka's clients by the bundle of this process, whose certificates may change. The clients
 * make one by its name, configure it once, and then ask it for an engine for each connection.
 */
public final class BundledSslEngines implements SslEngineFactory {

    /** The setting under which it finds the context. */
    static final String CONTEXT = "orderflow.ssl.context";

    private @Nullable SSLContext context;

    @Override
    public void configure(Map<String, ?> settings) {
        context = (SSLContext) settings.get(CONTEXT);
    }

    @Override
    public SSLEngine createClientSslEngine(String host, int port, String identification) {
        SSLEngine engine = Objects.requireNonNull(context, "configured first").createSSLEngine(host, port);
        engine.setUseClientMode(true);
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm(identification);
        engine.setSSLParameters(parameters);
        return engine;
    }

    @Override
    public SSLEngine createServerSslEngine(String host, int port) {
        throw new UnsupportedOperationException("It is for clients");
    }

    /** New connections use changed certificates by themselves. */
    @Override
    public boolean shouldBeRebuilt(Map<String, Object> next) {
        return false;
    }

    @Override
    public Set<String> reconfigurableConfigs() {
        return Set.of();
    }

    @Override
    public @Nullable KeyStore keystore() {
        return null;
    }

    @Override
    public @Nullable KeyStore truststore() {
        return null;
    }

    @Override
    public void close() {
        // The bundle is the process's own.
    }
}
