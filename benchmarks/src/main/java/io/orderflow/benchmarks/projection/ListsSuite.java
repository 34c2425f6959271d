package io.orderflow.benchmarks.projection;

import io.orderflow.benchmarks.Suite;
import io.orderflow.benchmarks.measure.Figure;
import io.orderflow.benchmarks.measure.Round;
import io.orderflow.benchmarks.measure.Rounds;
import io.orderflow.benchmarks.measure.SequentialLoad;
import io.orderflow.ledger.balance.AccountsReadModel;
import io.orderflow.ledger.statement.StatementsReadModel;
import io.orderflow.projection.ProjectionKitConfiguration;
import io.orderflow.query.OrderQueryConfiguration;
import io.orderflow.service.ServiceKitConfiguration;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;

/**
 * Lists over HTTP, of 50,000 documents in the embedded database. An operation is one client's read of a page of 50,
 * alternately the first page and the second.
 */
final class ListsSuite implements Suite {

    private static final String NAME = "lists.50k";
    private static final int SIZE = 50_000;
    private static final int AT_ONCE = 100;
    /** The first order that is not shipped. A list of open orders should not have to read all closed ones. */
    private static final int UNSHIPPED_FROM = 49_000;
    private static final Pattern NEXT = Pattern.compile("\"next\":\"([^\"]+)\"");
    private static final Map<String, String> PATHS = paths();

    private final HttpClient http = HttpClient.newHttpClient();

    @SpringBootConfiguration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import({ServiceKitConfiguration.class, ProjectionKitConfiguration.class, OrderQueryConfiguration.class,
            AccountsReadModel.class, StatementsReadModel.class})
    static class ListsApplication {}

    private static Map<String, String> paths() {
        Map<String, String> paths = new LinkedHashMap<>();
        paths.put("orders", "/orders?limit=50");
        paths.put("orders-of-customer", "/orders?limit=50&customerId=c7");
        paths.put("orders-in-status", "/orders?limit=50&status=CONFIRMED");
        paths.put("sagas", "/sagas?limit=50");
        paths.put("sagas-active", "/sagas?limit=50&status=ACTIVE");
        paths.put("statement", "/accounts/" + UnrelatedEvents.ACCOUNT.value() + "/statement?limit=50");
        paths.put("products", "/products?limit=50");
        return paths;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String group() {
        return ProjectionSuites.GROUP;
    }

    @Override
    public List<String> figures() {
        return PATHS.keySet().stream().map(list -> NAME + '.' + list).toList();
    }

    @Override
    public void measure(Request request, Consumer<Figure> results) throws Exception {
        try (OrdersModel model = OrdersModel.start(Files.createTempDirectory(request.work(), "lists-"),
                ListsApplication.class)) {
            fill(model);
            model.catchUp();
            boolean warm = false;
            for (Map.Entry<String, String> list : PATHS.entrySet()) {
                String figure = NAME + '.' + list.getKey();
                if (request.asksFor(figure)) {
                    round(model.address(), list.getValue(),
                            warm ? request.plan().warmUp() : request.plan().firstWarmUp());
                    warm = true;
                    Rounds rounds = new Rounds();
                    for (int i = 0; i < request.plan().rounds(); i++) {
                        rounds.add(round(model.address(), list.getValue(), request.plan().roundTime()));
                    }
                    results.accept(rounds.figure(figure, "pages/s"));
                }
            }
        }
    }

    private static void fill(OrdersModel model) throws InterruptedException {
        DeliveredOrders lives = new DeliveredOrders();
        UnrelatedEvents surroundings = new UnrelatedEvents();
        StoreFiller filler = new StoreFiller(model.client());
        for (int first = 0; first < SIZE; first += AT_ONCE) {
            int steps = first < UNSHIPPED_FROM ? DeliveredOrders.STEPS : DeliveredOrders.STEPS - 1;
            filler.append(lives.events(first, AT_ONCE, steps));
            filler.append(surroundings.deposits(first, AT_ONCE));
            filler.append(surroundings.products(first, AT_ONCE));
        }
        filler.finish();
    }

    /** Reads alternately the first page and the second. */
    private Round round(URI address, String path, Duration time) throws InterruptedException {
        return SequentialLoad.run(time, round -> {
            String first = get(address.resolve(path));
            round.did(1);
            Matcher next = NEXT.matcher(first);
            if (next.find() && round.goesOn()) {
                get(address.resolve(path + "&cursor=" + next.group(1)));
                round.did(1);
            }
        });
    }

    private String get(URI list) throws InterruptedException {
        try {
            HttpResponse<String> answer = http.send(HttpRequest.newBuilder(list).build(), BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new IllegalStateException(list + ": " + answer.body());
            }
            return answer.body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
