package io.orderflow.axonserver.standalone.transfer;

import static java.util.stream.Collectors.toSet;

import io.axoniq.axonserver.grpc.event.Event;
import io.axoniq.axonserver.grpc.event.RescheduleEventRequest;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * All that is copied from a source into a context, in an order that lets applications use the target early: events,
 * scheduled events, snapshots; then the target's index of aggregates is compared with the events. For one thread.
 */
final class Move {

    private final EventSource source;
    private final ContextClient target;
    private final CopyProgress progress;
    private final MappingFile mapping;
    private final PrintWriter out;
    private final AtomicLong snapshots = new AtomicLong();

    Move(EventSource source, ContextClient target, CopyProgress progress, MappingFile mapping, PrintWriter out) {
        this.source = source;
        this.target = target;
        this.progress = progress;
        this.mapping = mapping;
        this.out = out;
    }

    /**
     * Runs to its end.
     *
     * @param amongOthers
     *            whether the target may have events that are not the source's
     * @param following
     *            how long to keep up with the source; null if it is enough to come to its end
     * @return a sentence about what was done
     */
    String run(boolean amongOthers, @Nullable Following following) {
        Optional<List<RescheduleEventRequest>> scheduled;
        try (Copier copier = new Copier(source, target, amongOthers, progress, out)) {
            copier.compareWhatIsThere();
            if (following != null) {
                copier.copyUpTo(source.lastToken());
                copier.follow(following);
            }
            // What fires after it was listed is among the events that are copied after that.
            scheduled = source.scheduledEvents();
            progress.scheduled(scheduled.orElse(List.of()).stream().map(Move::identifier).collect(toSet()));
            copier.copyUpTo(source.lastToken());
        }
        requireAll();
        long moved = schedule(scheduled.orElse(List.of()));
        out.printf(Locale.ROOT, "The target has all %,d events, and applications may use it now%n", progress.found());
        out.flush();
        source.snapshots(progress.aggregates(), out, this::bring);
        compareAggregates();
        boolean mapped = mapping.finish(progress.tokens());
        return String.format(Locale.ROOT,
                "%,d events (%,d were there already), %,d snapshots and %s, each of them compared, and the events of %,d"
                        + " aggregates by their hashes. %s%s%s",
                progress.appended(), progress.found() - progress.appended(), snapshots.get(),
                scheduled.isPresent()
                        ? String.format(Locale.ROOT, "%,d scheduled events", moved)
                        : "no scheduled events, which the source does not list",
                progress.aggregates().count(), progress.tokens().sentence(),
                mapped ? "; see " + mapping.path() : "",
                progress.others() > 0
                        ? String.format(Locale.ROOT, ". The target has %,d events of its own", progress.others())
                        : "");
    }

    private void requireAll() {
        long expected = progress.sourceToken() - source.firstToken() + 1;
        if (progress.found() != expected) {
            throw new IllegalStateException("The source has " + expected + " events, and " + progress.found()
                    + " of them were found in the target");
        }
    }

    /** @return how many are scheduled in the target */
    private long schedule(List<RescheduleEventRequest> scheduled) {
        List<RescheduleEventRequest> waiting = scheduled.stream()
                .filter(one -> !progress.hasFired(identifier(one)))
                .toList();
        waiting.forEach(this::schedule);
        return waiting.size();
    }

    private static String identifier(RescheduleEventRequest scheduled) {
        return scheduled.getEvent().getMessageIdentifier();
    }

    private void schedule(RescheduleEventRequest scheduled) {
        String token = scheduled.getToken();
        if (mapping.isScheduled(token)) {
            return;
        }
        Optional<String> restored = target.restore(scheduled);
        if (restored.isPresent()) {
            if (!restored.get().equals(token)) {
                mapping.end(token, restored.get());
            }
            return;
        }
        if (mapping.isPerhapsScheduled(token)) {
            out.printf("The scheduled event %s may be scheduled twice: the run before this one was cut off just then%n",
                    scheduled.getEvent().getMessageIdentifier());
        }
        mapping.begin(token);
        mapping.end(token, target.schedule(scheduled));
    }

    private void bring(Event snapshot) {
        if (!target.has(snapshot)) {
            target.addSnapshot(snapshot);
            if (!target.has(snapshot)) {
                throw new IllegalStateException(
                        "The snapshot of aggregate " + snapshot.getAggregateIdentifier() + " at "
                                + snapshot.getAggregateSequenceNumber() + " is not what was copied");
            }
        }
        snapshots.incrementAndGet();
    }

    /** The log of the target has all events; who loads an aggregate reads them by an index. */
    private void compareAggregates() {
        AggregateHashes aggregates = progress.aggregates();
        ProgressLine line = new ProgressLine(out, "Aggregates", aggregates.count());
        try (AtOnce comparing = new AtOnce()) {
            for (String aggregate : aggregates.identifiers()) {
                comparing.execute(() -> {
                    compare(aggregates, aggregate);
                    line.add(1);
                });
            }
        }
    }

    private void compare(AggregateHashes aggregates, String aggregate) {
        if (!aggregates.matches(aggregate, found -> target.aggregate(aggregate, aggregates.firstSequence(aggregate),
                aggregates.lastSequence(aggregate), found))) {
            throw new IllegalStateException("The target has other events of aggregate " + aggregate
                    + " than the source where it is loaded");
        }
    }
}
