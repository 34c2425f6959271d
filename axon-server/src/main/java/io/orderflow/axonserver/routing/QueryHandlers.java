package io.orderflow.axonserver.routing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Who handles which queries. Thread-safe. */
final class QueryHandlers {

    private final ConcurrentMap<String, List<Entry>> byName = new ConcurrentHashMap<>();
    private final AtomicInteger turn = new AtomicInteger();

    void add(String queryName, Entry entry) {
        byName.compute(queryName, (name, known) -> {
            List<Entry> all = new ArrayList<>(known == null ? List.of() : known);
            all.removeIf(other -> other.connection() == entry.connection());
            all.add(entry);
            return List.copyOf(all);
        });
    }

    void remove(String queryName, HandlerConnection<PendingQuery> connection) {
        byName.computeIfPresent(queryName, (name, all) -> {
            List<Entry> others = all.stream().filter(other -> other.connection() != connection).toList();
            return others.isEmpty() ? null : others;
        });
    }

    void remove(HandlerConnection<PendingQuery> connection) {
        byName.keySet().forEach(name -> remove(name, connection));
    }

    List<Entry> of(String queryName) {
        return byName.getOrDefault(queryName, List.of());
    }

    /** The components that have a handler. */
    List<String> components(String queryName) {
        return of(queryName).stream().map(Entry::component).distinct().toList();
    }

    /** The one whose turn it is. */
    @Nullable
    HandlerConnection<PendingQuery> next(PendingQuery query) {
        List<Entry> candidates = of(query.name());
        String component = query.component();
        if (component != null) {
            candidates = candidates.stream().filter(entry -> entry.component().equals(component)).toList();
        }
        candidates = newestOfEachClient(candidates);
        return switch (candidates.size()) {
            case 0 -> null;
            case 1 -> candidates.getFirst().connection();
            default -> candidates.get(Math.floorMod(turn.getAndIncrement(), candidates.size())).connection();
        };
    }

    /** Without the earlier connections of a client that has a newer one: they may be lost without a farewell. */
    private static List<Entry> newestOfEachClient(List<Entry> inOrder) {
        if (inOrder.size() < 2) {
            return inOrder;
        }
        Map<Object, Entry> newest = new LinkedHashMap<>();
        inOrder.forEach(entry -> newest.put(entry.client(), entry));
        return List.copyOf(newest.values());
    }

    /**
     * A handler of one query.
     *
     * @param clientId
     *            who it is, empty where it does not say so
     * @param component
     *            the application that it is an instance of
     */
    record Entry(HandlerConnection<PendingQuery> connection, QuerySink sink, String clientId, String component) {

        /** Tells clients apart; one that does not say who it is, is one of its own. */
        private Object client() {
            return clientId.isEmpty() ? connection : List.of(clientId, component);
        }
    }
}
