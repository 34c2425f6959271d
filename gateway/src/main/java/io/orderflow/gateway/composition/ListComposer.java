package io.orderflow.gateway.composition;

import io.orderflow.api.problem.ProblemCode;
import io.orderflow.gateway.backend.Services;
import io.orderflow.gateway.route.RouteSettings;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import tools.jackson.databind.JsonNode;

/**
 * Makes one list of the lists of several services: those that answer for single items below its path. It asks them one
 * after the other, so that a page costs no more items than it has. Thread-safe.
 */
final class ListComposer {

    private static final int NO_LIMIT = Integer.MAX_VALUE;

    private final Services services;
    private final RouteSettings routes;

    ListComposer(Services services, RouteSettings routes) {
        this.services = services;
        this.routes = routes;
    }

    /** Makes the list where the services have no pages. */
    ComposedList all(String path, HttpHeaders headers) {
        return page(path, Map.of(), null, NO_LIMIT, headers);
    }

    /**
     * Makes a page of the list.
     *
     * @param filters the parameters that the services filter by; those without a value are left out
     * @throws PartRefused where a service refuses to tell the caller, or none of them knows what is asked for
     */
    ComposedList page(String path, Map<String, @Nullable String> filters, @Nullable String cursor, int limit,
            HttpHeaders headers) {
        List<String> asked = routes.servicesOf(path + "/{id}").stream().filter(services::isPresent).toList();
        ListCursor from = ListCursor.parse(cursor, asked);
        Parts parts = new Parts(services, headers);
        List<JsonNode> items = new ArrayList<>();
        List<Missing> missing = new ArrayList<>();
        List<Part.Unavailable> unknown = new ArrayList<>();
        for (String service : asked.subList(asked.indexOf(from.service()), asked.size())) {
            if (items.size() == limit) {
                return new ComposedList(items, new ListCursor(service, null).text(), missing);
            }
            String within = service.equals(from.service()) ? from.within() : null;
            switch (parts.ask(service,
                    target(path, filters, within, limit == NO_LIMIT ? null : limit - items.size()))) {
                case Part.Available(JsonNode page) -> {
                    page.path("items").forEach(items::add);
                    if (page.path("next").isString()) {
                        String next = new ListCursor(service, page.path("next").asString()).text();
                        return new ComposedList(items, next, missing);
                    }
                }
                case Part.Unavailable part when !part.refused() ->
                    missing.add(new Missing(service, part.code(), part.reason()));
                case Part.Unavailable part when part.code().equals(ProblemCode.NOT_FOUND.name()) -> unknown.add(part);
                case Part.Unavailable part -> throw new PartRefused(part);
            }
        }
        if (unknown.size() == asked.size()) {
            throw new PartRefused(unknown.getFirst());
        }
        return new ComposedList(items, null, missing);
    }

    private static String target(String path, Map<String, @Nullable String> filters, @Nullable String cursor,
            @Nullable Integer limit) {
        Map<String, @Nullable String> all = new LinkedHashMap<>(filters);
        all.put("limit", limit == null ? null : limit.toString());
        all.put("cursor", cursor);
        String query = all.entrySet()
                .stream()
                .filter(parameter -> parameter.getValue() != null)
                .map(parameter -> parameter.getKey() + '='
                        + URLEncoder.encode(parameter.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return query.isEmpty() ? path : path + '?' + query;
    }
}
