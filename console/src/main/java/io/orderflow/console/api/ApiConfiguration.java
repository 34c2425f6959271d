package io.orderflow.console.api;

import java.net.http.HttpClient;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.web.client.RestClient;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Sets up the client of the platform's HTTP interface. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ApiSettings.class)
public class ApiConfiguration {

    @Bean
    Availability availability() {
        return new Availability(Clock.systemUTC());
    }

    @Bean
    HttpClient apiConnections(ApiSettings settings, ObjectProvider<SslBundles> bundles) {
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(settings.connectTimeout());
        if (settings.tls() != null) {
            SSLContext context = bundles.getObject().getBundle(settings.tls()).createSslContext();
            builder.sslContext(context);
        }
        return builder.build();
    }

    /** The pages read what they know of an answer; fields that come later are no error. */
    @Bean
    Api api(HttpClient apiConnections, ApiSettings settings, Bearer bearer, Availability availability) {
        JdkClientHttpRequestFactory requests = new JdkClientHttpRequestFactory(apiConnections);
        requests.setReadTimeout(settings.timeout());
        JsonMapper json = JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES).build();
        Clock clock = Clock.systemUTC();
        startTimer();
        return new Api(RestClient.builder().requestFactory(requests).build(), bearer, new LastGood(clock),
                availability, json, clock);
    }

    /**
     * The timeouts of requests are kept by a thread of the JDK that all of the process has in common, and that keeps the
     * class loader of whoever needs it first. That must not be a page's, which ends before the process does.
     */
    private static void startTimer() {
        Thread starter = Thread.currentThread();
        ClassLoader before = starter.getContextClassLoader();
        starter.setContextClassLoader(ApiConfiguration.class.getClassLoader());
        try {
            new CompletableFuture<Void>().completeOnTimeout(null, 1, TimeUnit.MILLISECONDS);
        } finally {
            starter.setContextClassLoader(before);
        }
    }

    @Bean
    ApiStreams apiStreams(HttpClient apiConnections, ApiSettings settings, Bearer bearer) {
        return new ApiStreams(apiConnections, settings, bearer);
    }
}
