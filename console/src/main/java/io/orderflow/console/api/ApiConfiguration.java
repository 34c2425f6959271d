package io.orderflow.console.api;

import java.net.http.HttpClient;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
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

    /** For streams, which are read for as long as a browser looks. */
    @Bean
    HttpClient streamConnections(ApiSettings settings, ObjectProvider<SslBundles> bundles) {
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(settings.connectTimeout());
        SSLContext tls = tls(settings, bundles);
        if (tls != null) {
            builder.sslContext(tls);
        }
        startTimer();
        return builder.build();
    }

    /**
     * The pages read what they know of an answer; fields that come later are no error.
     *
     * @param own the server in which the console runs, where that is the platform's
     */
    @Bean
    Api api(ApiSettings settings, ObjectProvider<SslBundles> bundles, Bearer bearer, Availability availability,
            ObjectProvider<OwnConnector> own) {
        SSLContext tls = tls(settings, bundles);
        JsonMapper json = JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES).build();
        Clock clock = Clock.systemUTC();
        Calls connections = new Connections(settings, tls == null ? null : tls.getSocketFactory());
        OwnConnector server = own.getIfAvailable();
        return new Api(server == null ? connections : new InProcessCalls(server, connections, settings.timeout()),
                bearer, new LastGood(), availability, json, clock);
    }

    private static @Nullable SSLContext tls(ApiSettings settings, ObjectProvider<SslBundles> bundles) {
        return settings.tls() == null ? null : bundles.getObject().getBundle(settings.tls()).createSslContext();
    }

    /** The timeouts of requests are kept by a thread of the JDK. */
    private static void startTimer() {
        ProcessWide.start(() -> new CompletableFuture<Void>().completeOnTimeout(null, 1, TimeUnit.MILLISECONDS));
    }

    @Bean
    ApiStreams apiStreams(HttpClient streamConnections, ApiSettings settings, Bearer bearer) {
        return new ApiStreams(streamConnections, settings, bearer);
    }
}
