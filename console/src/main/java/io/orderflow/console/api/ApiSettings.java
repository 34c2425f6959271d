package io.orderflow.console.api;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the console reaches the platform.
 *
 * @param api            the address of the platform's HTTP interface; in the one process it is its own, whatever is set
 * @param connectTimeout how long the console tries to connect to it
 * @param timeout        the limit of an answer
 * @param streams        the number of live pages that are kept up to date at once
 * @param metrics        the paths at which the platform's processes show their metrics; behind a gateway, one for each service
 * @param tls            the bundle of certificates ({@code spring.ssl.bundle}) by which the platform's certificate is
 *                       checked and a certificate is shown to it; without one those count that the JDK trusts
 */
@ConfigurationProperties("orderflow.console")
public record ApiSettings(@DefaultValue("http://127.0.0.1:8080") URI api,
        @DefaultValue("1s") Duration connectTimeout, @DefaultValue("10s") Duration timeout,
        @DefaultValue("200") int streams, @DefaultValue("/actuator/prometheus") List<String> metrics,
        @Nullable String tls) {}
