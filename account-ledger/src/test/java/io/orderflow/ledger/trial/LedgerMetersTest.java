package io.orderflow.ledger.trial;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.orderflow.api.Money;
import io.orderflow.ledger.LedgerAccount;
import io.orderflow.ledger.Posting;
import io.orderflow.projection.api.Projection;
import io.orderflow.projection.api.ReadModel;
import io.orderflow.projection.api.ReadModels;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LedgerMetersTest {

    private final List<JournalTotals> journal = new ArrayList<>();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final LedgerMeters meters = new LedgerMeters(new JournalProjection(), new InMemory());

    /** The read models as lists; the journal alone has documents. */
    private final class InMemory implements ReadModels {

        @Override
        public <D> ReadModel<D> of(Projection<D> projection) {
            return new ReadModel<>() {

                @Override
                public Optional<D> find(String key) {
                    return Optional.empty();
                }

                @Override
                public Optional<D> find(String key, @Nullable String asOf) {
                    return Optional.empty();
                }

                @Override
                public List<D> find(Bson filter, Bson sort, int limit) {
                    return journal.stream().map(projection.documentType()::cast).toList();
                }

                @Override
                public long count(Bson filter, int limit) {
                    return journal.size();
                }

                @Override
                public long position() {
                    return 0;
                }

                @Override
                public boolean await(long position, Duration limit) {
                    return true;
                }
            };
        }
    }

    private double value(String meter, String currency) {
        return registry.get(meter).tag("currency", currency).gauge().value();
    }

    @Test
    void showTheMoneyHeldAndThatDebitsEqualCredits() {
        journal.add(JournalTotals.empty("USD")
                .posted(new Posting(LedgerAccount.CUSTOMERS, LedgerAccount.HOLDS, Money.of("3.50", "USD")))
                .posted(new Posting(LedgerAccount.HOLDS, LedgerAccount.SALES, Money.of("1.25", "USD"))));
        journal.add(JournalTotals.empty("JPY"));
        meters.bindTo(registry);

        meters.sample();

        assertThat(value("orderflow.money.held", "USD")).isEqualTo(2.25);
        assertThat(value("orderflow.ledger.difference", "USD")).isZero();
        assertThat(value("orderflow.money.held", "JPY")).isZero();
    }

    @Test
    void showALostSideOfAPosting() {
        journal.add(new JournalTotals("USD", Map.of("cash", new LedgerTotals("100.00", "0.00"), "customers",
                new LedgerTotals("0.00", "99.99")), 7));
        meters.bindTo(registry);

        meters.sample();

        assertThat(value("orderflow.ledger.difference", "USD")).isEqualTo(0.01);
    }
}
