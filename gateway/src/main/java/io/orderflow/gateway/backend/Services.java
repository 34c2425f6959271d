package io.orderflow.gateway.backend;

import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The services, by their names: each has its instances, and a guard. Thread-safe. */
public final class Services {

    private final BackendClient client;
    private final Instances instances;
    private final ResilienceSettings settings;
    private final Map<String, ServiceGuard> guards = new ConcurrentHashMap<>();

    Services(BackendClient client, Instances instances, ResilienceSettings settings) {
        this.client = client;
        this.instances = instances;
        this.settings = settings;
    }

    /**
     * Asks a service, and again where that may help; each time another instance, where there are several.
     *
     * @return an answer whose head has arrived, which the caller passes on or closes
     * @throws ServiceRefusal where there is no answer
     */
    public BackendAnswer ask(String service, BackendRequest request) {
        return guard(service).call(request, () -> askInstance(service, request));
    }

    /** Asks the one instance of a system that is not registered, in the same way; the name is that of its guard. */
    public BackendAnswer askAt(String name, URI instance, BackendRequest request) {
        return guard(name).call(request, () -> client.send(instance, request));
    }

    private ServiceGuard guard(String name) {
        return guards.computeIfAbsent(name, unknown -> new ServiceGuard(unknown, settings));
    }

    private BackendAnswer askInstance(String service, BackendRequest request) {
        URI instance = instances.next(service);
        try {
            return client.send(instance, request);
        } catch (BackendFailure failed) {
            if (failed.kind() == BackendFailure.Kind.NOT_SENT) {
                instances.refused(instance);
            }
            throw failed;
        }
    }
}
