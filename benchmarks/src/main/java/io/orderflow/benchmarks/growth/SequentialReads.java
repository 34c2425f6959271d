package io.orderflow.benchmarks.growth;

import io.orderflow.benchmarks.measure.Round;
import io.orderflow.benchmarks.measure.SequentialLoad;
import io.orderflow.benchmarks.order.Http;
import io.orderflow.benchmarks.order.Reply;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads as one client that sends one request after the other: single documents, a different one each time, and pages of
 * 50, alternately the first page and the second.
 */
final class SequentialReads {

    private static final Pattern NEXT = Pattern.compile("\"next\":\"([^\"]+)\"");
    private static final Map<String, IntFunction<String>> PATHS = paths();

    private final Http http;
    private final ReadPaths paths;

    SequentialReads(Http http, int orders) {
        this.http = http;
        this.paths = new ReadPaths(PATHS, orders);
    }

    private static Map<String, IntFunction<String>> paths() {
        Map<String, IntFunction<String>> paths = new LinkedHashMap<>();
        paths.put("order", number -> "/orders/" + Names.order(number).value());
        paths.put("order-events", number -> "/orders/" + Names.order(number).value() + "/events");
        paths.put("saga", number -> "/sagas/" + Names.order(number).value());
        paths.put("customer", number -> "/customers/" + Names.customer(number).value());
        paths.put("product", number -> "/products/" + Names.product(number).value());
        paths.put("account", number -> "/accounts/" + Names.account(number).value());
        paths.put("sales", number -> "/sales");
        paths.put("trial-balance", number -> "/ledger/trial-balance");
        paths.put("orders", number -> "/orders?limit=50");
        paths.put("orders-of-customer",
                number -> "/orders?limit=50&customerId=" + Names.customer(number).value());
        paths.put("orders-in-status", number -> "/orders?limit=50&status=CONFIRMED");
        paths.put("sagas", number -> "/sagas?limit=50");
        paths.put("sagas-active", number -> "/sagas?limit=50&status=ACTIVE");
        paths.put("sagas-stuck", number -> "/sagas?limit=50&stuckFor=PT1H");
        paths.put("statement", number -> "/accounts/" + Names.account(number).value() + "/statement?limit=50");
        paths.put("products", number -> "/products?limit=50");
        paths.put("projections", number -> "/projections");
        return paths;
    }

    static Iterable<String> names() {
        return PATHS.keySet();
    }

    Round round(String name, Duration time) throws InterruptedException {
        return SequentialLoad.run(time, round -> {
            String first = paths.next(name);
            Matcher next = NEXT.matcher(read(first));
            round.did(1);
            if (next.find() && round.goesOn()) {
                read(first + "&cursor=" + next.group(1));
                round.did(1);
            }
        });
    }

    private String read(String path) {
        Reply reply = http.get(path);
        if (!reply.isSuccess()) {
            throw new IllegalStateException(path + ": " + reply);
        }
        return reply.body();
    }
}
