package io.orderflow.service.tls;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Finds the bundles by which connections are encrypted. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(TlsProperties.class)
class TlsConfiguration {

    @Bean
    OutgoingTls outgoingTls(TlsProperties properties, SslBundles bundles) {
        return new OutgoingTls(properties, bundles);
    }
}
