package io.orderflow.ledger.trial;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.orderflow.ledger.LedgerAccount;
import io.orderflow.projection.api.ReadModel;
import io.orderflow.projection.api.ReadModels;
import io.orderflow.service.metrics.MeterDefinition;
import io.orderflow.service.metrics.MetricSampler;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Shows in the metrics what the journal says of each currency, of which there is one document each. An amount is a
 * number of the currency's main unit, rounded to what a floating-point number holds; a difference that is not zero never
 * becomes zero. Thread-safe.
 */
final class LedgerMeters implements MeterBinder, MetricSampler {

    private static final MeterDefinition HELD = MeterDefinition.gauge("orderflow.money.held", "currency",
            "Money that is held for payments on their way", "currency");
    private static final MeterDefinition DIFFERENCE = MeterDefinition.gauge("orderflow.ledger.difference", "currency",
            "All debits less all credits of the journal: not 0 where a posting was lost", "currency");

    private final ReadModel<JournalTotals> journal;
    private final Map<String, JournalTotals> latest = new ConcurrentHashMap<>();
    private final Set<String> bound = ConcurrentHashMap.newKeySet();
    private volatile @Nullable MeterRegistry registry;

    LedgerMeters(JournalProjection journal, ReadModels models) {
        this.journal = models.of(journal);
    }

    @Override
    public void bindTo(MeterRegistry target) {
        registry = target;
        latest.keySet().forEach(currency -> bind(target, currency));
    }

    /** Binds a currency once: the registry would warn of a second time. */
    private void bind(MeterRegistry target, String currency) {
        if (!bound.add(currency)) {
            return;
        }
        HELD.gauge(target, currency, one -> value(one, totals -> totals.of(LedgerAccount.HOLDS).difference().negate()),
                currency);
        DIFFERENCE.gauge(target, currency, one -> value(one, JournalTotals::difference), currency);
    }

    private double value(String currency, Function<JournalTotals, BigDecimal> amount) {
        JournalTotals totals = latest.get(currency);
        return totals == null ? Double.NaN : amount.apply(totals).doubleValue();
    }

    @Override
    public void sample() {
        Map<String, JournalTotals> now = journal
                .find(Filters.empty(), Sorts.ascending("_id"), TrialBalanceQueries.MAX_CURRENCIES)
                .stream()
                .collect(Collectors.toMap(JournalTotals::currency, Function.identity()));
        latest.keySet().retainAll(now.keySet());
        latest.putAll(now);
        MeterRegistry target = registry;
        if (target != null) {
            now.keySet().forEach(currency -> bind(target, currency));
        }
    }
}
