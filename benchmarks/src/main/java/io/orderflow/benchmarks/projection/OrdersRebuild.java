package io.orderflow.benchmarks.projection;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Rebuilds {@code orders} over HTTP. */
public final class OrdersRebuild {

    private static final Pattern STATE = Pattern.compile("\"state\":\"([A-Z_]+)\"");
    private static final Duration POLL_INTERVAL = Duration.ofMillis(50);

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI address;

    public OrdersRebuild(URI address) {
        this.address = address;
    }

    /** Rebuilds, and returns the time until the new documents serve. */
    public Duration rebuild() throws IOException, InterruptedException {
        long began = System.nanoTime();
        HttpResponse<String> started = http.send(HttpRequest.newBuilder(address.resolve("/projections/orders/rebuilds"))
                .POST(HttpRequest.BodyPublishers.noBody()).build(), BodyHandlers.ofString());
        URI rebuild = address.resolve(started.headers().firstValue("Location")
                .orElseThrow(() -> new IllegalStateException("No rebuild began: " + started.body())));
        String state = "RUNNING";
        while (!state.equals("PROMOTED")) {
            LockSupport.parkNanos(POLL_INTERVAL.toNanos());
            state = stateOf(rebuild);
            boolean failed = state.equals("FAILED") || state.equals("CANCELLED");
            if (failed || System.nanoTime() - began > OrdersModel.PATIENCE.toNanos()) {
                throw new IllegalStateException("The rebuild did not come to an end: " + state);
            }
        }
        return Duration.ofNanos(System.nanoTime() - began);
    }

    private String stateOf(URI rebuild) throws IOException, InterruptedException {
        String body = http.send(HttpRequest.newBuilder(rebuild).build(), BodyHandlers.ofString()).body();
        Matcher state = STATE.matcher(body);
        if (!state.find()) {
            throw new IllegalStateException("Not a rebuild: " + body);
        }
        return state.group(1);
    }
}
