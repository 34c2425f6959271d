package io.orderflow.platform.demo;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.JsonNode;

/** Rebuilds the projection of orders, with a progress bar. */
final class Rebuild {

    private static final Duration TIMEOUT = Duration.ofSeconds(90);
    private static final Duration POLL_INTERVAL = Duration.ofMillis(50);
    private static final int WIDTH = 40;

    private final Api api;
    private final PrintWriter out;

    Rebuild(Api api, PrintWriter out) {
        this.api = api;
        this.out = out;
    }

    /** Starts the rebuild and waits for its end. */
    JsonNode run() {
        Api.Answer started = api.post("/projections/orders/rebuilds", null);
        started.expect(202);
        String location = started.response().headers().firstValue("Location").orElseThrow();
        long deadline = System.nanoTime() + TIMEOUT.toNanos();
        JsonNode rebuild = api.get(location).expect(200);
        while (isRunning(rebuild)) {
            draw(rebuild);
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("The rebuild did not end in time: " + rebuild);
            }
            LockSupport.parkNanos(POLL_INTERVAL.toNanos());
            rebuild = api.get(location).expect(200);
        }
        draw(rebuild);
        out.println();
        return rebuild;
    }

    private static boolean isRunning(JsonNode rebuild) {
        String state = rebuild.path("state").asString();
        return state.equals("RUNNING") || state.equals("COMPARING");
    }

    private void draw(JsonNode rebuild) {
        long head = Math.max(1, rebuild.path("head").asLong() + 1);
        double part = Math.clamp((rebuild.path("position").asLong() + 1.0) / head, 0, 1);
        int done = (int) (part * WIDTH);
        out.printf("\r  [%s%s] %3.0f %%  %s", "█".repeat(done), "·".repeat(WIDTH - done), part * 100,
                rebuild.path("state").asString());
        out.flush();
    }
}
