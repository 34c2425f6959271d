package io.orderflow.service.web;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.catalina.connector.Connector;
import org.springframework.boot.tomcat.TomcatConnectorCustomizer;

/**
 * Counts the requests for which the heap had no room ({@link RequestRoom}). The web server refuses them by itself, so
 * that the meters of requests do not know of them. Thread-safe.
 */
final class RequestsWithoutRoom implements TomcatConnectorCustomizer, MeterBinder {

    private static final String KIND = "heap";

    private final List<BoundedHttpProtocol> servers = new CopyOnWriteArrayList<>();

    /** Takes the web server's own count along. */
    @Override
    public void customize(Connector connector) {
        if (connector.getProtocolHandler() instanceof BoundedHttpProtocol server) {
            servers.add(server);
        }
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        AdmissionConfiguration.REFUSED.count(registry, this, RequestsWithoutRoom::count, KIND);
    }

    private double count() {
        return servers.stream().mapToLong(BoundedHttpProtocol::refused).sum();
    }
}
