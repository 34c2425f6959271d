package io.orderflow.benchmarks.growth;

import io.orderflow.benchmarks.measure.Round;
import io.orderflow.benchmarks.measure.SequentialLoad;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Stream;

/**
 * Reads the console's pages as one person does: with the cookie of a session, one page after the other, another order or
 * account each time.
 */
final class ConsolePages implements AutoCloseable {

    private static final Map<String, IntFunction<String>> PATHS = paths();

    private final HttpClient browser = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .cookieHandler(new CookieManager())
            .build();
    private final int port;
    private final ReadPaths paths;

    ConsolePages(int port, int orders) {
        this.port = port;
        this.paths = new ReadPaths(PATHS, orders);
    }

    private static Map<String, IntFunction<String>> paths() {
        Map<String, IntFunction<String>> paths = new LinkedHashMap<>();
        paths.put("overview", number -> "/");
        paths.put("orders", number -> "/orders");
        paths.put("orders-in-status", number -> "/orders?status=CONFIRMED");
        paths.put("order", number -> "/orders/" + Names.order(number).value());
        paths.put("order-timeline", number -> "/orders/" + Names.order(number).value() + "?view=timeline");
        paths.put("causes", number -> "/orders/" + Names.order(number).value() + "/causes");
        paths.put("place", number -> "/place");
        paths.put("sagas", number -> "/sagas");
        paths.put("saga", number -> "/sagas/" + Names.order(number).value());
        paths.put("deadlines", number -> "/deadlines");
        paths.put("projections", number -> "/projections");
        paths.put("projection", number -> "/projections/orders");
        paths.put("dead-letters", number -> "/dead-letters");
        paths.put("ledger", number -> "/ledger");
        paths.put("account", number -> "/ledger/accounts/" + Names.account(number).value());
        paths.put("events", number -> "/events");
        paths.put("event", number -> "/events/" + (number + 1));
        paths.put("server", number -> "/server");
        return paths;
    }

    static List<String> names() {
        return List.copyOf(PATHS.keySet());
    }

    Round round(String name, Duration time) throws InterruptedException {
        return walk(List.of(name), time);
    }

    /** Opens one page after the other, and begins again with the first. */
    Round walk(List<String> names, Duration time) throws InterruptedException {
        Iterator<String> next = Stream.generate(() -> names).flatMap(List::stream).iterator();
        return SequentialLoad.run(time, round -> {
            read(paths.next(next.next()));
            round.did(1);
        });
    }

    private void read(String path) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/console" + path))
                .build();
        try {
            HttpResponse<String> page = browser.send(request, BodyHandlers.ofString());
            if (page.statusCode() != 200 || page.body().contains("The platform does not answer")) {
                throw new IllegalStateException(path + ": " + page.statusCode() + " " + page.body());
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    @Override
    public void close() {
        browser.close();
    }
}
