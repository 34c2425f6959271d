package io.orderflow.axonserver.routing;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Who handles what, as clients that watch are told, and as an operator sees it. Thread-safe: changes are told one after
 * the other under one lock, so that a watcher gets each once and in its order; who listens must not block.
 */
public final class Topology {

    private final Set<Member> members = new LinkedHashSet<>();
    private final Set<Watch> watches = new LinkedHashSet<>();

    /** Adds a stream of a client, which has no handlers yet. */
    public synchronized Member join(String context) {
        Member member = new Member(context);
        members.add(member);
        return member;
    }

    /** Tells of all handlers of a context, and from then on of every change, until it is ended. */
    public synchronized Watch watch(String context, Consumer<Change> listener) {
        Watch watch = new Watch(context, listener);
        watches.add(watch);
        members.stream()
                .filter(member -> member.context.equals(context))
                .flatMap(member -> member.handlers.values().stream())
                .forEach(handler -> listener.accept(new Change(true, context, handler)));
        return watch;
    }

    /** The handlers in a context, by the component that has them. */
    public synchronized Map<String, Handlers> handlersIn(String context) {
        Map<String, Handlers> components = new TreeMap<>();
        for (Member member : members) {
            if (member.context.equals(context)) {
                member.handlers.values().forEach(handler -> components
                        .computeIfAbsent(handler.component(), name -> new Handlers(new TreeSet<>(), new TreeMap<>()))
                        .add(handler, member.resultTypes.getOrDefault(handler.name(), Set.of())));
            }
        }
        return components;
    }

    private void tell(Change change) {
        watches.stream().filter(watch -> watch.context.equals(change.context()))
                .forEach(watch -> watch.listener.accept(change));
    }

    /**
     * A client's handler of commands or queries of one name.
     *
     * @param loadFactor
     *            its share of the commands; 0 for queries
     */
    public record Handler(boolean ofCommands, String name, int loadFactor, String clientId, String component) {}

    /** A handler has come, or is gone. */
    public record Change(boolean added, String context, Handler handler) {}

    /**
     * What a component handles.
     *
     * @param queries
     *            their names, with the types of their results
     */
    public record Handlers(Set<String> commands, Map<String, Set<String>> queries) {

        private void add(Handler handler, Set<String> resultTypes) {
            if (handler.ofCommands()) {
                commands.add(handler.name());
            } else {
                queries.computeIfAbsent(handler.name(), name -> new TreeSet<>()).addAll(resultTypes);
            }
        }
    }

    /** Somebody who is told. */
    public final class Watch {
        private final String context;
        private final Consumer<Change> listener;

        private Watch(String context, Consumer<Change> listener) {
            this.context = context;
            this.listener = listener;
        }

        public void end() {
            synchronized (Topology.this) {
                watches.remove(this);
            }
        }
    }

    /** The handlers of one stream of a client. */
    public final class Member {
        private final String context;
        private final Map<String, Handler> handlers = new LinkedHashMap<>();
        private final Map<String, Set<String>> resultTypes = new LinkedHashMap<>();

        private Member(String context) {
            this.context = context;
        }

        public void addCommand(String clientId, String component, String command, int loadFactor) {
            add("c " + command, new Handler(true, command, loadFactor, clientId, component));
        }

        public void addQuery(String clientId, String component, String query, String resultType) {
            synchronized (Topology.this) {
                resultTypes.computeIfAbsent(query, name -> new TreeSet<>()).add(resultType);
                add("q " + query, new Handler(false, query, 0, clientId, component));
            }
        }

        public void removeCommand(String command) {
            remove("c " + command);
        }

        public void removeQuery(String query) {
            synchronized (Topology.this) {
                resultTypes.remove(query);
                remove("q " + query);
            }
        }

        /** Removes all its handlers; it may be called more than once. */
        public void leave() {
            synchronized (Topology.this) {
                List.copyOf(handlers.keySet()).forEach(this::remove);
                members.remove(this);
            }
        }

        private void add(String key, Handler handler) {
            synchronized (Topology.this) {
                if (members.contains(this) && !handler.equals(handlers.put(key, handler))) {
                    tell(new Change(true, context, handler));
                }
            }
        }

        private void remove(String key) {
            synchronized (Topology.this) {
                Handler added = handlers.remove(key);
                if (added != null) {
                    tell(new Change(false, context, added));
                }
            }
        }
    }
}
