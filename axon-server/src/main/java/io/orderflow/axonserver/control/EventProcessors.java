package io.orderflow.axonserver.control;

import io.orderflow.axonserver.control.ControlFailure.Kind;
import io.orderflow.axonserver.routing.ConnectedClients;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The event processors of all clients. What is done to one is done by its clients, so every action ends
 * when they have answered, and fails with {@link ControlFailure}. Thread-safe.
 */
public final class EventProcessors {

    /** How long a client may take to carry out an instruction; the connector's own callers wait for 10 seconds. */
    public static final Duration INSTRUCTION_LIMIT = Duration.ofSeconds(8);

    private static final Logger LOG = LoggerFactory.getLogger(EventProcessors.class);

    /** How often, and at which distance, a client is asked whether it has let go of a segment. */
    private static final int RELEASE_CHECKS = 40;
    private static final Executor AFTER_A_MOMENT = CompletableFuture.delayedExecutor(100, TimeUnit.MILLISECONDS);

    /** Processors with a strategy of their own; more than any sane application has. */
    private static final int MAX_STRATEGIES = 10_000;

    private static final Comparator<ProcessorId> BY_NAME = Comparator.comparing(ProcessorId::context)
            .thenComparing(ProcessorId::name)
            .thenComparing(ProcessorId::tokenStoreId);

    private final Map<ProcessorId, Balancing> strategies = new ConcurrentHashMap<>();
    private final Set<ProcessorId> beingBalanced = ConcurrentHashMap.newKeySet();
    private final ConnectedClients clients;
    private final Duration limit;

    public EventProcessors(ConnectedClients clients) {
        this(clients, INSTRUCTION_LIMIT);
    }

    EventProcessors(ConnectedClients clients, Duration limit) {
        this.clients = clients;
        this.limit = limit;
    }

    /** Those whose processors these are. */
    public ConnectedClients clients() {
        return clients;
    }

    /** All of them, by name. */
    public List<Processor> all() {
        return grouped(clients.connections().stream().flatMap(EventProcessors::instances));
    }

    /** Those that a component has, with the instances in other components that share the work. */
    public List<Processor> of(String component) {
        return all().stream().filter(processor -> processor.instances().stream()
                .anyMatch(instance -> instance.component().equals(component))).toList();
    }

    private static Stream<Instance> instances(ConnectedClients.Connection connection) {
        ConnectedClients.Client client = connection.client();
        return client.processors().values().stream()
                .map(info -> new Instance(connection, client, info));
    }

    private static List<Processor> grouped(Stream<Instance> instances) {
        Map<ProcessorId, List<Instance>> groups = new TreeMap<>(BY_NAME);
        instances.sorted(Comparator.comparing(Instance::clientId)).forEach(instance -> groups
                .computeIfAbsent(instance.processorId(), id -> new ArrayList<>()).add(instance));
        return groups.entrySet().stream().map(group -> new Processor(group.getKey(), group.getValue())).toList();
    }

    public CompletableFuture<Void> pause(ProcessorId id) {
        return attempt(() -> all(find(id).instances(), instance -> instance.pause(limit)));
    }

    public CompletableFuture<Void> start(ProcessorId id) {
        return attempt(() -> all(find(id).instances(), instance -> instance.start(limit)));
    }

    /** Splits its largest segment in two. */
    public CompletableFuture<Void> split(ProcessorId id) {
        return attempt(() -> {
            Processor.Claim claim = findStreaming(id).largest();
            return all(List.of(claim.instance()), instance -> instance.split(claim.segment(), limit));
        });
    }

    /**
     * Merges its smallest segment with the other half of what it was split from. Where another client works on that
     * half, it has to let go first.
     */
    public CompletableFuture<Void> merge(ProcessorId id) {
        return attempt(() -> {
            Processor processor = findStreaming(id);
            Processor.Claim claim = processor.smallest();
            if (claim.segment().getOnePartOf() < 2) {
                throw new ControlFailure(Kind.NOT_NOW, "Event processor " + processor.id() + " has only one segment");
            }
            int otherHalf = claim.segment().getSegmentId() ^ claim.segment().getOnePartOf() / 2;
            List<Instance> holders = processor.instances().stream()
                    .filter(instance -> instance != claim.instance() && instance.hasClaimed(otherHalf))
                    .toList();
            return all(holders, instance -> instance.release(otherHalf, limit))
                    .thenCompose(done -> all(holders, instance -> released(instance, otherHalf, RELEASE_CHECKS)))
                    .thenCompose(done -> all(List.of(claim.instance()),
                            instance -> instance.merge(claim.segment(), limit)));
        });
    }

    /** Clients let go of a segment some time after they have said so. */
    private CompletableFuture<Void> released(Instance instance, int segment, int checksLeft) {
        return instance.tell().thenCompose(told -> {
            boolean holds = instances(instance.connection())
                    .anyMatch(now -> now.processorId().equals(instance.processorId()) && now.hasClaimed(segment));
            if (!holds) {
                return CompletableFuture.completedFuture(null);
            }
            if (checksLeft == 0) {
                throw new ControlFailure(Kind.TIMED_OUT,
                        "Client " + instance.clientId() + " does not let go of segment " + segment);
            }
            return CompletableFuture.runAsync(() -> {}, AFTER_A_MOMENT)
                    .thenCompose(later -> released(instance, segment, checksLeft - 1));
        });
    }

    /** Has a client work on a segment: every other one lets go of it, and leaves it alone for a while. */
    public CompletableFuture<Void> move(ProcessorId id, int segment, String targetClientId) {
        return attempt(() -> {
            Processor processor = findStreaming(id);
            Instance target = processor.of(targetClientId);
            if (target.hasClaimed(segment)) {
                return CompletableFuture.completedFuture(null);
            }
            if (processor.instances().stream().noneMatch(instance -> instance.hasClaimed(segment))) {
                throw new ControlFailure(Kind.NOT_FOUND,
                        "No client works on segment " + segment + " of " + processor.id());
            }
            if (!target.hasRoom()) {
                throw new ControlFailure(Kind.NOT_NOW, "Client " + targetClientId + " cannot take a segment of "
                        + processor.id() + ": it is paused, or all its threads have one");
            }
            return move(processor, new Balancing.Move(segment, target));
        });
    }

    private CompletableFuture<Void> move(Processor processor, Balancing.Move move) {
        List<Instance> others = processor.instances().stream()
                .filter(instance -> !instance.equals(move.target()))
                .toList();
        return all(others, instance -> instance.release(move.segment(), limit));
    }

    /**
     * Shares out the segments once. A processor that nobody has told about yet is left alone, because applications ask
     * for this while they start.
     */
    public CompletableFuture<Void> balance(ProcessorId id, String strategy) {
        return attempt(() -> balance(id, Balancing.named(strategy)));
    }

    private CompletableFuture<Void> balance(ProcessorId id, Balancing strategy) {
        return attempt(() -> {
            if (matching(id).isEmpty()) {
                return CompletableFuture.completedFuture(null);
            }
            Processor processor = findStreaming(id);
            List<Balancing.Move> moves = strategy.moves(processor);
            if (moves.isEmpty() || !beingBalanced.add(processor.id())) {
                return CompletableFuture.completedFuture(null);
            }
            return CompletableFuture
                    .allOf(moves.stream().map(planned -> move(processor, planned)).toArray(CompletableFuture[]::new))
                    .whenComplete((done, thrown) -> beingBalanced.remove(processor.id()));
        });
    }

    /** Sets how the segments are shared out from now on, whenever instances come and go. */
    public void balanceAlways(ProcessorId id, String strategyName) {
        Balancing strategy = Balancing.named(strategyName);
        if (strategy == Balancing.DISABLED) {
            strategies.remove(id);
        } else if (strategies.size() < MAX_STRATEGIES) {
            strategies.put(id, strategy);
        }
    }

    /** How the segments of a processor are shared out. */
    public Balancing strategyOf(ProcessorId id) {
        return strategies.entrySet().stream()
                .filter(set -> set.getKey().means(id))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(Balancing.DISABLED);
    }

    /**
     * Shares out the segments of the processors that have a strategy, save those of which a segment is on its way; to
     * be called every now and then.
     */
    public void balance() {
        strategies.forEach((id, strategy) -> {
            if (matching(id).stream().allMatch(Processor::isWhollyClaimed)) {
                balance(id, strategy).exceptionally(thrown -> {
                    LOG.warn("Event processor {} was not balanced: {}", id, thrown.getMessage());
                    return null;
                });
            }
        });
    }

    private List<Processor> matching(ProcessorId id) {
        return all().stream().filter(processor -> id.means(processor.id())).toList();
    }

    private Processor find(ProcessorId id) {
        List<Processor> found = matching(id);
        if (found.size() > 1) {
            throw new ControlFailure(Kind.INVALID, "There are " + found.size() + " event processors " + id
                    + ": say which one by its context and token store");
        }
        if (found.isEmpty()) {
            throw new ControlFailure(Kind.NOT_FOUND, "No client has an event processor " + id);
        }
        return found.getFirst();
    }

    private Processor findStreaming(ProcessorId id) {
        Processor processor = find(id);
        if (!processor.isStreaming()) {
            throw new ControlFailure(Kind.NOT_NOW, "Event processor " + id + " has no segments: its mode is "
                    + processor.mode());
        }
        return processor;
    }

    /** Has instances do something, and lets each tell how it is then. */
    private static CompletableFuture<Void> all(List<Instance> instances,
            Function<Instance, CompletableFuture<Void>> action) {
        return CompletableFuture.allOf(instances.stream()
                .map(instance -> action.apply(instance).thenCompose(done -> instance.tell()))
                .toArray(CompletableFuture[]::new));
    }

    /** What cannot even be begun fails the same way as what goes wrong later. */
    private static CompletableFuture<Void> attempt(Action action) {
        try {
            return action.begin();
        } catch (ControlFailure failure) {
            return CompletableFuture.failedFuture(failure);
        }
    }

    /** Something that is done by clients. */
    private interface Action {
        CompletableFuture<Void> begin();
    }
}
