package io.orderflow.service.deadletter;

import io.orderflow.service.batch.Batches;
import io.orderflow.service.deadletter.DeadLetterSequence.Kind;
import io.orderflow.service.message.Page;
import io.orderflow.service.web.NotFound;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds sequences of dead letters in the groups of this process. Thread-safe. */
final class DeadLetterSearch {

    /** As many sequences as a group has at most. */
    private static final int MAX_SEQUENCES = 10_000;

    private final DeadLetterRegistry registry;

    DeadLetterSearch(DeadLetterRegistry registry) {
        this.registry = registry;
    }

    /** How many sequences a selection includes now; {@code more} where counting ended before the last one. */
    record DeadLetterCount(long count, boolean more) {}

    /** @throws NotFound where this process has no such group */
    Page<DeadLetterSequence> page(@Nullable Kind kind, @Nullable String group, DeadLetterSelection selection, int limit,
            @Nullable String cursor) {
        DeadLetterCursor from = DeadLetterCursor.parse(cursor);
        int read = selection.isAll() ? limit + 1 : MAX_SEQUENCES;
        List<DeadLetterSequence> found = chosen(kind, group, null).entrySet()
                .stream()
                .filter(one -> from == null || one.getKey().compareTo(from.group()) >= 0)
                .flatMap(one -> one.getValue()
                        .sequences(one.getKey(), DeadLetterCursor.within(from, one.getKey()), read)
                        .stream())
                .filter(selection::includes)
                .limit(limit + 1L)
                .toList();
        return page(found, limit);
    }

    /**
     * What waits in a sequence of this name, in whichever groups: those of an order are all named after it.
     *
     * @throws NotFound where this process has no such group
     */
    Page<DeadLetterSequence> page(@Nullable Kind kind, @Nullable String group, DeadLetterSelection selection,
            String sequence, int limit, @Nullable String cursor) {
        DeadLetterCursor from = DeadLetterCursor.parse(cursor);
        List<DeadLetterSequence> found = chosen(kind, group, sequence).entrySet()
                .stream()
                .filter(one -> from == null || one.getKey().compareTo(from.group()) > 0)
                .flatMap(one -> one.getValue().find(one.getKey(), sequence).stream())
                .map(WaitingLetter::sequence)
                .filter(selection::includes)
                .limit(limit + 1L)
                .toList();
        return page(found, limit);
    }

    private static Page<DeadLetterSequence> page(List<DeadLetterSequence> found, int limit) {
        boolean more = found.size() > limit;
        List<DeadLetterSequence> items = more ? found.subList(0, limit) : found;
        return new Page<>(items, more ? DeadLetterCursor.after(items.getLast()) : null);
    }

    /**
     * The names of a group's sequences, in their order.
     *
     * @throws NotFound where this process has no such group
     */
    List<String> names(String group, DeadLetterSelection selection, int limit) {
        return selected(group, selection).limit(limit).map(DeadLetterSequence::sequence).toList();
    }

    /** @throws NotFound where this process has no such group */
    DeadLetterCount count(String group, DeadLetterSelection selection) {
        long count = selected(group, selection).count();
        return new DeadLetterCount(Math.min(count, Batches.MAX_ITEMS), count > Batches.MAX_ITEMS);
    }

    private Stream<DeadLetterSequence> selected(String group, DeadLetterSelection selection) {
        return queuesOf(group).sequences(group, null, MAX_SEQUENCES + 1).stream().filter(selection::includes);
    }

    /** @throws NotFound where this process has no such group */
    DeadLetterQueues queuesOf(String group) {
        return registry.of(group).orElseThrow(() -> new NotFound("No group " + group));
    }

    /**
     * A sequence with its first event.
     *
     * @throws NotFound where no such sequence waits
     */
    WaitingLetter find(String group, String sequence) {
        return queuesOf(group).find(group, sequence).orElseThrow(() -> unknown(group, sequence));
    }

    static NotFound unknown(String group, String sequence) {
        return new NotFound("No dead letters of " + group + " in the sequence " + sequence);
    }

    /** The queues of all groups that may have such a sequence, of those of one kind, or of one group. */
    private SortedMap<String, DeadLetterQueues> chosen(@Nullable Kind kind, @Nullable String group,
            @Nullable String sequence) {
        if (group == null) {
            return registry.thatMayHave(sequence, kind);
        }
        DeadLetterQueues queues = queuesOf(group);
        return kind == null || queues.kind() == kind ? new TreeMap<>(Map.of(group, queues)) : new TreeMap<>();
    }
}
