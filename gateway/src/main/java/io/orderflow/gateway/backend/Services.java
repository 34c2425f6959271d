package io.orderflow.gateway.backend;

import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The services, by their names: each has its instances, and a guard. Thread-safe. */
public final class Services {

    private static final int NOT_FOUND = 404;

    private final BackendClient client;
    private final Instances instances;
    private final Set<String> optional;
    private final ResilienceSettings settings;
    private final MeterRegistry registry;
    private final Map<String, ServiceGuard> guards = new ConcurrentHashMap<>();

    /** @param optional the services that need not be there */
    Services(BackendClient client, Instances instances, Set<String> optional, ResilienceSettings settings,
            MeterRegistry registry) {
        this.client = client;
        this.instances = instances;
        this.optional = optional;
        this.settings = settings;
        this.registry = registry;
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

    /** Whether a service is there: one that need not be there is so where an instance of it is known. */
    public boolean isPresent(String service) {
        return !optional.contains(service) || instances.isKnown(service);
    }

    /**
     * Asks services one after the other, until one of them knows what the request is about: any answer but 404 counts.
     *
     * @throws ServiceRefusal where none does, and one of them gave no answer
     */
    public BackendAnswer ask(List<String> candidates, BackendRequest request) {
        List<String> services = candidates.size() == 1
                ? candidates
                : candidates.stream().filter(this::isPresent).toList();
        ServiceRefusal away = null;
        for (String service : services.subList(0, services.size() - 1)) {
            try {
                BackendAnswer answer = ask(service, request);
                if (answer.status() != NOT_FOUND) {
                    return answer;
                }
                answer.abort();
            } catch (ServiceRefusal refusal) {
                away = refusal;
            }
        }
        BackendAnswer last = ask(services.getLast(), request);
        if (away != null && last.status() == NOT_FOUND) {
            last.abort();
            throw away;
        }
        return last;
    }

    /** Asks the one instance of a system that is not registered, in the same way; the name is that of its guard. */
    public BackendAnswer askAt(String name, URI instance, BackendRequest request) {
        return guard(name).call(request, () -> client.send(instance, request));
    }

    private ServiceGuard guard(String name) {
        return guards.computeIfAbsent(name, unknown -> new ServiceGuard(unknown, settings, registry));
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
