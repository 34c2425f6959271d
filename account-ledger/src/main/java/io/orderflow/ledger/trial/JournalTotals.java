package io.orderflow.ledger.trial;

import io.orderflow.api.Money;
import io.orderflow.ledger.LedgerAccount;
import io.orderflow.ledger.Posting;
import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * The totals of the journal in one currency.
 *
 * @param accounts the totals by the label of the ledger account; an account without a posting is absent
 */
public record JournalTotals(String currency, Map<String, LedgerTotals> accounts, long position) {

    static JournalTotals empty(String currency) {
        return new JournalTotals(currency, Map.of(), 0);
    }

    JournalTotals posted(Posting posting) {
        BigDecimal amount = posting.amount().amount();
        Map<String, LedgerTotals> changed = new TreeMap<>(accounts);
        change(changed, posting.debit(), totals -> totals.debited(amount));
        change(changed, posting.credit(), totals -> totals.credited(amount));
        return new JournalTotals(currency, changed, position);
    }

    /** The sum of both totals, which are of one currency. */
    JournalTotals plus(JournalTotals other) {
        Map<String, LedgerTotals> sums = new TreeMap<>(accounts);
        other.accounts.forEach((label, totals) -> sums.merge(label, totals, LedgerTotals::plus));
        return new JournalTotals(currency, sums, Math.max(position, other.position));
    }

    LedgerTotals of(LedgerAccount account) {
        return accounts.getOrDefault(account.label(), zero());
    }

    /** All debits less all credits, out of the totals as they are stored: zero, unless a posting was lost. */
    BigDecimal difference() {
        return accounts.values().stream().map(LedgerTotals::difference).reduce(Money.zero(currency).amount(),
                BigDecimal::add);
    }

    private void change(Map<String, LedgerTotals> totals, LedgerAccount account, UnaryOperator<LedgerTotals> change) {
        totals.put(account.label(), change.apply(totals.getOrDefault(account.label(), zero())));
    }

    private LedgerTotals zero() {
        return LedgerTotals.zero(Money.zero(currency).amount());
    }
}
