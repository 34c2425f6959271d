package io.orderflow.projection.history;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.axonframework.eventhandling.DomainEventMessage;

/** Puts the events of several aggregates in one order: by time, but never against the order within an aggregate. */
final class InOrderOfTime {

    private InOrderOfTime() {}

    static List<DomainEventMessage<?>> merge(List<List<DomainEventMessage<?>>> histories) {
        List<Head> heads = new ArrayList<>();
        histories.forEach(history -> heads.add(new Head(history.iterator())));
        List<DomainEventMessage<?>> merged = new ArrayList<>();
        heads.removeIf(Head::isEmpty);
        while (!heads.isEmpty()) {
            Head earliest = heads.getFirst();
            for (Head head : heads) {
                earliest = head.time().isBefore(earliest.time()) ? head : earliest;
            }
            merged.add(earliest.take());
            heads.removeIf(Head::isEmpty);
        }
        return merged;
    }

    /** What is left of one aggregate's history. */
    private static final class Head {

        private final Iterator<DomainEventMessage<?>> rest;
        private DomainEventMessage<?> next;

        private Head(Iterator<DomainEventMessage<?>> rest) {
            this.rest = rest;
            this.next = rest.hasNext() ? rest.next() : null;
        }

        private boolean isEmpty() {
            return next == null;
        }

        private Instant time() {
            return next.getTimestamp();
        }

        private DomainEventMessage<?> take() {
            DomainEventMessage<?> taken = next;
            next = rest.hasNext() ? rest.next() : null;
            return taken;
        }
    }
}
