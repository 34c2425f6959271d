package io.orderflow.projection.rebuild;

import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.Indexes;
import io.orderflow.api.Money;
import io.orderflow.api.order.OrderId;
import io.orderflow.projection.api.Projection;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.axonframework.eventhandling.EventMessage;
import org.jspecify.annotations.Nullable;

/** A document with a component of every kind, which remembers everything that was folded into it. */
public record Tally(OrderId id, List<Integer> numbers, Money total, Map<String, Money> totals, @Nullable Kind kind,
        @Nullable String note, Instant changedAt, long position) {

    public enum Kind {
        EVEN, ODD
    }

    sealed interface TallyEvent {

        String key();
    }

    record Counted(String key, int number) implements TallyEvent {}

    record Removed(String key) implements TallyEvent {}

    /** Can be made to hold up its document. */
    record Poison(String key) implements TallyEvent {}

    /** Can be made to keep its key to itself; is folded as a number. */
    record Sealed(String key, int number) implements TallyEvent {}

    /** An event of no interest. */
    record Noise(int number) {}

    static class TallyProjection implements Projection<Tally> {

        /** Whether {@link Poison} cannot be folded. */
        volatile boolean poisoned;

        /** Whether the key of {@link Sealed} cannot be read. */
        volatile boolean sealed;

        /** The events that may come where there is no document; any, where it is empty. */
        volatile Set<Class<?>> beginnings = Set.of();

        /** Holds back every fold of a gated event until it is opened. */
        volatile CountDownLatch gate = new CountDownLatch(0);

        /** Which events are held back at the gate. */
        volatile Predicate<TallyEvent> gated = Poison.class::isInstance;

        /** How many folds came to the closed gate. */
        final AtomicInteger heldBack = new AtomicInteger();

        @Override
        public String name() {
            return "tallies";
        }

        @Override
        public Class<Tally> documentType() {
            return Tally.class;
        }

        @Override
        public Set<Class<?>> eventTypes() {
            return Set.of(TallyEvent.class);
        }

        @Override
        public Set<Class<?>> beginnings() {
            return beginnings;
        }

        @Override
        public String keyOf(EventMessage<?> event) {
            if (sealed && event.getPayload() instanceof Sealed) {
                throw new IllegalStateException("sealed");
            }
            return ((TallyEvent) event.getPayload()).key();
        }

        @Override
        public @Nullable Tally fold(@Nullable Tally tally, EventMessage<?> event) {
            TallyEvent happened = (TallyEvent) event.getPayload();
            if (gated.test(happened) && gate.getCount() > 0) {
                heldBack.incrementAndGet();
                await(gate);
            }
            return switch (happened) {
                case Counted(String key, int number) -> counted(tally, key, number, event.getTimestamp());
                case Sealed(String key, int number) -> counted(tally, key, number, event.getTimestamp());
                case Removed removed -> null;
                case Poison poison -> {
                    if (poisoned) {
                        throw new IllegalStateException("poison");
                    }
                    yield tally;
                }
            };
        }

        @Override
        public List<String> streamsOf(String key) {
            return List.of(key, key + "-side");
        }

        @Override
        public List<IndexModel> indexes() {
            return List.of(new IndexModel(Indexes.compoundIndex(Indexes.ascending("kind"),
                    Indexes.descending("changedAt"))));
        }

        private static void await(CountDownLatch gate) {
            try {
                gate.await();
            } catch (InterruptedException interrupted) {
                throw new IllegalStateException(interrupted);
            }
        }

        private static Tally counted(@Nullable Tally tally, String key, int number, Instant at) {
            List<Integer> numbers = new ArrayList<>(tally == null ? List.of() : tally.numbers());
            numbers.add(number);
            Money total = new Money(new BigDecimal(numbers.size()), "USD");
            return new Tally(new OrderId(key), numbers, total, Map.of("USD", total),
                    number % 2 == 0 ? Kind.EVEN : Kind.ODD, tally == null ? null : "again", at, 0);
        }
    }
}
