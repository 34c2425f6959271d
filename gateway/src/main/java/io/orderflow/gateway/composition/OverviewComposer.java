package io.orderflow.gateway.composition;

import io.orderflow.gateway.backend.Services;
import io.orderflow.gateway.composition.Overview.OpenProcess;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import tools.jackson.databind.JsonNode;

/**
 * Asks the services for all parts of an overview at once. Only the accounts come after the orders, which name them.
 * Thread-safe.
 */
final class OverviewComposer {

    private static final int LATEST = 20;
    private static final int MOST_OPEN = 100;
    private static final List<String> UNDER_WAY = List.of("PLACED", "CONFIRMED");

    private final Services services;

    OverviewComposer(Services services) {
        this.services = services;
    }

    Overview of(String customerId, HttpHeaders headers) {
        String customer = URLEncoder.encode(customerId, StandardCharsets.UTF_8);
        Parts parts = new Parts(services, headers);
        try (ExecutorService asking = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Part> spending = asking.submit(() -> parts.ask("order-query", "/customers/" + customer));
            Future<Part> orders = asking.submit(() -> parts.ask("order-query", "/orders?customerId=" + customer
                    + "&limit=" + LATEST));
            List<Future<Part>> open = UNDER_WAY.stream()
                    .map(status -> asking.submit(() -> parts.ask("order-query", "/orders?customerId=" + customer
                            + "&status=" + status + "&limit=" + MOST_OPEN)))
                    .toList();
            if (result(spending) instanceof Part.Unavailable unavailable && unavailable.refused()) {
                throw new PartRefused(unavailable);
            }
            List<Missing> missing = new ArrayList<>();
            JsonNode latest = take("orders", orders, missing);
            List<JsonNode> accounts = latest == null
                    ? none("accounts", missing)
                    : accounts(latest, asking, parts, missing);
            return new Overview(customerId, latest, take("spending", spending, missing), accounts,
                    processes(open, missing), List.copyOf(missing));
        }
    }

    private static @Nullable List<JsonNode> none(String part, List<Missing> missing) {
        missing.add(new Missing(part, missing.getLast().code(), "the orders, which name them, are missing"));
        return null;
    }

    private static @Nullable List<JsonNode> accounts(JsonNode orders, ExecutorService asking, Parts parts,
            List<Missing> missing) {
        Map<String, Future<Part>> asked = new LinkedHashMap<>();
        for (JsonNode order : orders.path("items")) {
            asked.computeIfAbsent(order.path("accountId").asString(), account -> asking.submit(() -> parts.ask(
                    "account-ledger", "/accounts/" + URLEncoder.encode(account, StandardCharsets.UTF_8))));
        }
        List<JsonNode> found = new ArrayList<>();
        for (Future<Part> part : asked.values()) {
            JsonNode account = take("accounts", part, missing);
            if (account == null) {
                return null;
            }
            found.add(account);
        }
        return found;
    }

    private static @Nullable List<OpenProcess> processes(List<Future<Part>> open, List<Missing> missing) {
        List<OpenProcess> found = new ArrayList<>();
        for (Future<Part> part : open) {
            JsonNode page = take("processes", part, missing);
            if (page == null) {
                return null;
            }
            for (JsonNode order : page.path("items")) {
                found.add(new OpenProcess(order.path("orderId").asString(), order.path("status"),
                        order.path("saga")));
            }
        }
        return found;
    }

    private static @Nullable JsonNode take(String name, Future<Part> asked, List<Missing> missing) {
        return switch (result(asked)) {
            case Part.Available available -> available.body();
            case Part.Unavailable unavailable -> {
                missing.add(new Missing(name, unavailable.code(), unavailable.reason()));
                yield null;
            }
        };
    }

    private static Part result(Future<Part> asked) {
        try {
            return asked.get();
        } catch (ExecutionException failed) {
            throw new IllegalStateException("Failed to ask a service", failed.getCause());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the services were asked", stopped);
        }
    }
}
