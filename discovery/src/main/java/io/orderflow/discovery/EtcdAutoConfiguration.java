package io.orderflow.discovery;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.cloud.client.CommonsClientAutoConfiguration;
import org.springframework.context.annotation.Bean;

/** Makes etcd a registry of services. */
@AutoConfiguration(before = CommonsClientAutoConfiguration.class)
@ConditionalOnProperty("orderflow.etcd.enabled")
@EnableConfigurationProperties(EtcdSettings.class)
class EtcdAutoConfiguration {

    @Bean
    Etcd etcd(EtcdSettings settings) {
        return new Etcd(settings);
    }

    @Bean
    EtcdDiscoveryClient etcdDiscoveryClient(Etcd etcd, EtcdSettings settings) {
        return new EtcdDiscoveryClient(etcd, settings.prefix());
    }

    @Bean
    @ConditionalOnProperty(name = "orderflow.etcd.register", matchIfMissing = true)
    EtcdRegistration etcdRegistration(Etcd etcd, EtcdSettings settings,
            @Value("${spring.application.name}") String service) throws UnknownHostException {
        String host = Optional.ofNullable(settings.host()).orElse(InetAddress.getLocalHost().getHostAddress());
        return new EtcdRegistration(etcd, settings, service, host);
    }
}
