package io.orderflow.gateway.backend;

import io.orderflow.service.resilience.RepeatedTask;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.client.discovery.DiscoveryClient;

/**
 * The instances of each service, taken by turns. They are asked for again and again on a thread of its own, so that no
 * request waits for a registry; while the registry gives no answer, the last known ones go on. An instance that refused
 * a connection is passed over for a while where there is another. Thread-safe.
 */
final class Instances implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Instances.class);

    private final DiscoveryClient discovery;
    private final Duration avoid;
    private final Map<String, List<URI>> known = new ConcurrentHashMap<>();
    private final Map<URI, Long> refused = new ConcurrentHashMap<>();
    private final Set<String> failing = ConcurrentHashMap.newKeySet();
    private final AtomicInteger turn = new AtomicInteger();
    private final RepeatedTask refreshing;

    Instances(DiscoveryClient discovery, BackendSettings settings) {
        this.discovery = discovery;
        this.avoid = settings.avoid();
        this.refreshing = RepeatedTask.afterEvery(settings.refresh(), "instances", this::refresh,
                failed -> LOG.error("The addresses of the services could not be renewed", failed));
    }

    /**
     * Takes the next instance of a service.
     *
     * @throws BackendFailure where none is known
     */
    URI next(String service) {
        List<URI> all = known.computeIfAbsent(service, this::ask);
        if (all.isEmpty()) {
            throw new BackendFailure(BackendFailure.Kind.NOT_SENT, "No instance of " + service + " is known", null);
        }
        int first = Math.floorMod(turn.getAndIncrement(), all.size());
        for (int i = 0; i < all.size(); i++) {
            URI instance = all.get((first + i) % all.size());
            if (!isAvoided(instance)) {
                return instance;
            }
        }
        return all.get(first);
    }

    /** Whether there is an instance of the service, as far as that is known. */
    boolean isKnown(String service) {
        return !known.computeIfAbsent(service, this::ask).isEmpty();
    }

    /** Passes this instance over for a while. */
    void refused(URI instance) {
        refused.put(instance, System.nanoTime());
    }

    private boolean isAvoided(URI instance) {
        Long since = refused.get(instance);
        return since != null && System.nanoTime() - since < avoid.toNanos();
    }

    private void refresh() {
        known.replaceAll((service, last) -> ask(service));
        refused.values().removeIf(since -> System.nanoTime() - since >= avoid.toNanos());
    }

    private List<URI> ask(String service) {
        try {
            List<URI> found = discovery.getInstances(service)
                    .stream()
                    .map(ServiceInstance::getUri)
                    .toList();
            if (failing.remove(service)) {
                LOG.info("The registry names the instances of {} again", service);
            }
            return found;
        } catch (RuntimeException away) {
            List<URI> last = known.getOrDefault(service, List.of());
            if (failing.add(service)) {
                LOG.warn("The registry does not name the instances of {}; the last known go on: {}", service, last,
                        away);
            }
            return last;
        }
    }

    @Override
    public void close() {
        refreshing.close();
    }
}
