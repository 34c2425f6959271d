package io.orderflow.discovery;

import java.net.URI;
import java.util.List;
import org.springframework.cloud.client.DefaultServiceInstance;
import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.client.discovery.DiscoveryClient;

/** Finds the instances of services in etcd. Thread-safe. */
final class EtcdDiscoveryClient implements DiscoveryClient {

    private final Etcd etcd;
    private final String prefix;

    EtcdDiscoveryClient(Etcd etcd, String prefix) {
        this.etcd = etcd;
        this.prefix = prefix;
    }

    @Override
    public String description() {
        return "etcd";
    }

    @Override
    public List<ServiceInstance> getInstances(String service) {
        return etcd.values(prefix + service + "/").stream().map(address -> instance(service, address)).toList();
    }

    private static ServiceInstance instance(String service, String address) {
        URI uri = URI.create(address);
        return new DefaultServiceInstance(address, service, uri.getHost(), uri.getPort(),
                "https".equals(uri.getScheme()));
    }

    @Override
    public List<String> getServices() {
        return etcd.keys(prefix)
                .stream()
                .map(key -> key.substring(prefix.length()).split("/")[0])
                .distinct()
                .toList();
    }
}
