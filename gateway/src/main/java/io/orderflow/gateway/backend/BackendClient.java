package io.orderflow.gateway.backend;

import io.orderflow.gateway.backend.BackendFailure.Kind;
import io.orderflow.service.tls.OutgoingTls;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Set;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.ProtocolException;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * Sends requests over connections that are kept, each on the thread of its caller. It follows no redirect, repeats
 * nothing, and neither packs nor unpacks a body. Thread-safe.
 */
final class BackendClient implements AutoCloseable {

    /** What concerns one connection alone, or is made anew for the next one. */
    static final Set<String> OF_ONE_CONNECTION = Set.of("connection", "keep-alive", "proxy-connection",
            "transfer-encoding", "te", "trailer", "upgrade", "proxy-authenticate", "proxy-authorization");
    private static final int FIRST_STATUS = 200;
    private static final int LAST_STATUS = 599;
    private static final Set<String> MADE_ANEW = Set.of("host", "content-length", "expect");

    private final CloseableHttpClient http;
    private final ScheduledThreadPoolExecutor deadlines;

    BackendClient(BackendSettings settings, OutgoingTls tls) {
        PoolingHttpClientConnectionManagerBuilder connections = PoolingHttpClientConnectionManagerBuilder.create()
                .setPoolConcurrencyPolicy(PoolConcurrencyPolicy.LAX)
                .setMaxConnTotal(settings.maxConnections())
                .setMaxConnPerRoute(settings.maxConnections())
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(Timeout.of(settings.connectTimeout()))
                        .build());
        tls.toServices()
                .ifPresent(bundle -> connections.setTlsSocketStrategy(new DefaultClientTlsStrategy(bundle.context())));
        this.http = HttpClients.custom()
                .setConnectionManager(connections.build())
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setResponseTimeout(Timeout.of(settings.longestPause()))
                        .build())
                .evictIdleConnections(TimeValue.of(settings.keepIdle()))
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableContentCompression()
                .disableCookieManagement()
                .disableAuthCaching()
                .build();
        this.deadlines = new ScheduledThreadPoolExecutor(1,
                Thread.ofPlatform().daemon().name("backend-deadlines").factory());
        deadlines.setRemoveOnCancelPolicy(true);
    }

    /**
     * Sends a request and waits for the head of the answer, which the caller has to close.
     *
     * @param instance scheme, host, port, and perhaps a path before all targets
     * @throws BackendFailure where there is none in time
     */
    BackendAnswer send(URI instance, BackendRequest request) {
        HttpUriRequestBase sent = sendable(instance, request);
        ScheduledFuture<?> deadline = deadlines.schedule(sent::cancel, request.timeout().toNanos(),
                TimeUnit.NANOSECONDS);
        try {
            ClassicHttpResponse answer = http.executeOpen(HttpHost.create(instance), sent, null);
            if (answer.getCode() < FIRST_STATUS || answer.getCode() > LAST_STATUS) {
                sent.cancel();
                throw new ProtocolException("The status is " + answer.getCode());
            }
            return new BackendAnswer(instance, sent, answer, deadlines);
        } catch (IOException | ProtocolException failed) {
            throw new BackendFailure(kindOf(failed, sent), "%s %s: %s".formatted(request.method(), instance,
                    failed), failed);
        } finally {
            deadline.cancel(false);
        }
    }

    private static HttpUriRequestBase sendable(URI instance, BackendRequest request) {
        HttpUriRequestBase sent = new HttpUriRequestBase(request.method(), instance);
        // A target may have characters that no URI has, which the service refuses by itself.
        sent.setPath(pathOf(instance) + request.target());
        request.headers().forEach((name, values) -> {
            String key = name.toLowerCase();
            if (!OF_ONE_CONNECTION.contains(key) && !MADE_ANEW.contains(key)) {
                values.forEach(value -> sent.addHeader(name, value));
            }
        });
        if (request.body().length > 0) {
            sent.setEntity(new ByteArrayEntity(request.body(), null));
        }
        return sent;
    }

    /** The path that an instance has before all its targets, without a slash at its end; empty for most. */
    static String pathOf(URI instance) {
        return instance.getRawPath().replaceFirst("/$", "");
    }

    private static Kind kindOf(Exception failure, HttpUriRequestBase sent) {
        boolean notSent = Stream.of(ConnectException.class, ConnectTimeoutException.class,
                NoRouteToHostException.class, UnknownHostException.class).anyMatch(kind -> kind.isInstance(failure));
        if (notSent) {
            return Kind.NOT_SENT;
        }
        if (failure instanceof ProtocolException) {
            return Kind.NOT_UNDERSTOOD;
        }
        return sent.isCancelled() || failure instanceof SocketTimeoutException ? Kind.LATE : Kind.NOT_UNDERSTOOD;
    }

    /** Ends all connections, also those on which an answer still arrives. */
    @Override
    public void close() throws IOException {
        deadlines.shutdownNow();
        http.close();
    }
}
