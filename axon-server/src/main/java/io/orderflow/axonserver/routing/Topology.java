package io.orderflow.axonserver.routing;

import io.axoniq.axonserver.grpc.control.CommandSubscription;
import io.axoniq.axonserver.grpc.control.QuerySubscription;
import io.axoniq.axonserver.grpc.control.TopologyChange;
import io.axoniq.axonserver.grpc.control.UpdateType;
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
    public synchronized Watch watch(String context, Consumer<TopologyChange> listener) {
        Watch watch = new Watch(context, listener);
        watches.add(watch);
        members.stream()
                .filter(member -> member.context.equals(context))
                .flatMap(member -> member.handlers.values().stream())
                .forEach(listener);
        return watch;
    }

    /** The handlers in a context, by the component that has them. */
    public synchronized Map<String, Handlers> handlersIn(String context) {
        Map<String, Handlers> components = new TreeMap<>();
        for (Member member : members) {
            if (member.context.equals(context)) {
                member.handlers.values().forEach(change -> components
                        .computeIfAbsent(change.getComponentName(), name -> new Handlers(new TreeSet<>(),
                                new TreeMap<>()))
                        .add(change, member.resultTypes.getOrDefault(change.getQuery().getName(), Set.of())));
            }
        }
        return components;
    }

    private void tell(TopologyChange change) {
        watches.stream().filter(watch -> watch.context.equals(change.getContext()))
                .forEach(watch -> watch.listener.accept(change));
    }

    /**
     * What a component handles.
     *
     * @param queries
     *            their names, with the types of their results
     */
    public record Handlers(Set<String> commands, Map<String, Set<String>> queries) {

        private void add(TopologyChange change, Set<String> resultTypes) {
            if (change.hasCommand()) {
                commands.add(change.getCommand().getName());
            } else {
                queries.computeIfAbsent(change.getQuery().getName(), name -> new TreeSet<>()).addAll(resultTypes);
            }
        }
    }

    /** Somebody who is told. */
    public final class Watch {
        private final String context;
        private final Consumer<TopologyChange> listener;

        private Watch(String context, Consumer<TopologyChange> listener) {
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
        private final Map<String, TopologyChange> handlers = new LinkedHashMap<>();
        private final Map<String, Set<String>> resultTypes = new LinkedHashMap<>();

        private Member(String context) {
            this.context = context;
        }

        public void addCommand(String clientId, String component, CommandSubscription command) {
            add("c " + command.getName(), TopologyChange.newBuilder()
                    .setUpdateType(UpdateType.ADD_COMMAND_HANDLER)
                    .setClientId(clientId)
                    .setComponentName(component)
                    .setCommand(command));
        }

        public void addQuery(String clientId, String component, String query, String resultType) {
            synchronized (Topology.this) {
                resultTypes.computeIfAbsent(query, name -> new TreeSet<>()).add(resultType);
                add("q " + query, TopologyChange.newBuilder()
                        .setUpdateType(UpdateType.ADD_QUERY_HANDLER)
                        .setClientId(clientId)
                        .setComponentName(component)
                        .setQuery(QuerySubscription.newBuilder().setName(query)));
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

        private void add(String key, TopologyChange.Builder handler) {
            synchronized (Topology.this) {
                TopologyChange change = handler.setContext(context).setClientStreamId(handler.getClientId()).build();
                if (members.contains(this) && !change.equals(handlers.put(key, change))) {
                    tell(change);
                }
            }
        }

        private void remove(String key) {
            synchronized (Topology.this) {
                TopologyChange added = handlers.remove(key);
                if (added != null) {
                    tell(added.toBuilder().setUpdateType(added.hasCommand()
                            ? UpdateType.REMOVE_COMMAND_HANDLER
                            : UpdateType.REMOVE_QUERY_HANDLER).build());
                }
            }
        }
    }
}
