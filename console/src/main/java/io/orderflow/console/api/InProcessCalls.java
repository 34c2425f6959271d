package io.orderflow.console.api;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.catalina.connector.Connector;
import org.apache.coyote.Adapter;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;

/**
 * Reads from the web server in which the console itself runs, without a connection: the server gets the request where it
 * would get one that was read from a connection, so that all its valves, filters and limits of requests hold. On a busy machine
 * a connection costs more than most answers, as the request and the answer wait for a thread at each of its ends.
 *
 * <p>Each request has a thread for itself: its filters put things on their thread, such as who asks, and take all of them
 * away in the end, also those of the page. It is a thread of the system, which the system lets in soon, as it has used little
 * time; a virtual one would wait behind all that the orders have to do. And on a virtual one a writer of the JDK (25) begins
 * with a small buffer, and copies it with each word of a long text, such as that of the metrics. All but plain reads goes over
 * a connection, and so does everything where the server encrypts. Thread-safe.
 */
final class InProcessCalls implements Calls {

    /** Further reads wait; a page makes seven at most. */
    private static final int MAX_AT_ONCE = 32;
    private static final Duration IDLE = Duration.ofSeconds(30);

    private final OwnConnector own;
    private final Calls connections;
    private final Duration timeout;
    private final Executor threads = threads();

    /** @param connections carries what is not read in the process */
    InProcessCalls(OwnConnector own, Calls connections, Duration timeout) {
        this.own = own;
        this.connections = connections;
        this.timeout = timeout;
    }

    private static Executor threads() {
        ThreadPoolExecutor threads = new ThreadPoolExecutor(MAX_AT_ONCE, MAX_AT_ONCE, IDLE.toSeconds(),
                TimeUnit.SECONDS, new LinkedBlockingQueue<>(),
                Thread.ofPlatform().daemon().name("console-read-", 0).inheritInheritableThreadLocals(false).factory());
        threads.allowCoreThreadTimeOut(true);
        return threads;
    }

    @Override
    public Answer send(HttpMethod method, URI target, HttpHeaders headers, byte @Nullable [] body) throws IOException {
        boolean reads = method.equals(HttpMethod.GET) && body == null;
        Adapter server = reads ? server() : null;
        return server == null
                ? connections.send(method, target, headers, body)
                : begin(server, target, headers).await();
    }

    @Override
    public Pending begin(URI target, HttpHeaders headers) {
        Adapter server = server();
        return server == null ? connections.begin(target, headers) : begin(server, target, headers);
    }

    /** The server, where it answers without encryption; null where it does not, or has stopped. */
    private @Nullable Adapter server() {
        Connector connector = own.get();
        return connector == null || connector.getSecure() || !connector.getState().isAvailable()
                ? null
                : connector.getProtocolHandler().getAdapter();
    }

    private Pending begin(Adapter server, URI target, HttpHeaders headers) {
        CompletableFuture<Answer> reading = CompletableFuture.supplyAsync(
                () -> new InMemoryExchange(server).read(target, headers), threads);
        return () -> {
            try {
                return reading.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            } catch (ExecutionException | TimeoutException noAnswer) {
                throw new IOException("The server gives no answer", noAnswer);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new IOException("Interrupted while the server answers", interrupted);
            }
        };
    }
}
