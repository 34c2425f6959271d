package io.orderflow.gateway.composition;

import io.orderflow.api.problem.ProblemCode;
import io.orderflow.gateway.backend.Services;
import io.orderflow.gateway.composition.Overview.OpenProcess;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import tools.jackson.databind.JsonNode;

/** Asks the services for all parts of an overview at once. Thread-safe. */
final class OverviewComposer {

    private static final int LATEST = 20;
    private static final int MOST_OPEN = 100;
    private static final int MOST_ACCOUNTS = 200;
    private static final List<String> UNDER_WAY = List.of("PLACED", "CONFIRMED");

    private final Services services;

    OverviewComposer(Services services) {
        this.services = services;
    }

    /** @throws PartRefused where the caller may not see the customer, or there is nothing of it */
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
            Future<Part> accounts = asking.submit(() -> parts.ask("account-ledger", "/accounts?customerId=" + customer
                    + "&limit=" + MOST_ACCOUNTS));
            requireCustomer(result(spending), result(accounts));
            List<Missing> missing = new ArrayList<>();
            return new Overview(customerId, take("orders", orders, missing), take("spending", spending, missing),
                    items(take("accounts", accounts, missing)), processes(open, missing), List.copyOf(missing));
        }
    }

    /** A customer that has an account, and has not ordered yet, is there; whether one has may be unknown now. */
    private static void requireCustomer(Part spending, Part accounts) {
        if (spending instanceof Part.Unavailable unavailable && unavailable.refused()) {
            boolean mayHaveAccounts = switch (accounts) {
                case Part.Available(JsonNode page) -> !page.path("items").isEmpty();
                case Part.Unavailable away -> !away.refused();
            };
            if (!unavailable.code().equals(ProblemCode.NOT_FOUND.name()) || !mayHaveAccounts) {
                throw new PartRefused(unavailable);
            }
        }
    }

    private static @Nullable List<JsonNode> items(@Nullable JsonNode page) {
        return page == null ? null : page.path("items").valueStream().toList();
    }

    private static @Nullable List<OpenProcess> processes(List<Future<Part>> open, List<Missing> missing) {
        List<OpenProcess> found = new ArrayList<>();
        for (Future<Part> part : open) {
            JsonNode page = take("processes", part, missing);
            if (page == null) {
                return null;
            }
            // An order that was placed a moment ago has no process yet.
            page.path("items").valueStream().filter(order -> order.path("saga").isObject()).forEach(
                    order -> found.add(new OpenProcess(order.path("orderId").asString(), order.path("status"),
                            order.path("saga"))));
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
