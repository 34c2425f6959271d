package io.orderflow.platform.services;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Tell whether a process on the loopback interface has started. Thread-safe. */
final class Probes {

    private static final Duration CONNECT_TIMEOUT = Duration.ofMillis(100);
    private static final Duration HEALTH_TIMEOUT = Duration.ofSeconds(5);

    /** On a busy machine the first start of all JVMs at once takes minutes. */
    private static final Duration START_TIMEOUT = Duration.ofMinutes(5);
    private static final Duration POLL_INTERVAL = Duration.ofMillis(100);

    private final HttpClient http;

    Probes(HttpClient http) {
        this.http = http;
    }

    boolean isListening(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", port), (int) CONNECT_TIMEOUT.toMillis());
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    /** @param health the address of its health */
    boolean isHealthy(URI health) {
        try {
            HttpRequest request = HttpRequest.newBuilder(health)
                    .timeout(HEALTH_TIMEOUT)
                    .build();
            return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the services start", e);
        }
    }

    /**
     * Waits until a process is ready.
     *
     * @param logs where people find why it is not
     * @throws IllegalStateException where the process ends, or takes too long
     */
    static void await(String name, BooleanSupplier alive, BooleanSupplier ready, Path logs) {
        long deadline = System.nanoTime() + START_TIMEOUT.toNanos();
        while (!ready.getAsBoolean()) {
            if (!alive.getAsBoolean()) {
                throw new IllegalStateException(name + " ended while it started; see " + logs);
            }
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(name + " did not start in time; see " + logs);
            }
            LockSupport.parkNanos(POLL_INTERVAL.toNanos());
        }
    }
}
