package io.orderflow.ledger.trial;

import java.math.BigDecimal;

/**
 * The sums of all debits and of all credits of one account of the ledger, as decimal numbers. They only ever grow,
 * beyond the range of {@code Money} or of a number of the database, and are therefore kept as texts.
 */
public record LedgerTotals(String debit, String credit) {

    static LedgerTotals zero(BigDecimal zero) {
        return new LedgerTotals(zero.toPlainString(), zero.toPlainString());
    }

    LedgerTotals debited(BigDecimal amount) {
        return new LedgerTotals(sum(debit, amount), credit);
    }

    LedgerTotals credited(BigDecimal amount) {
        return new LedgerTotals(debit, sum(credit, amount));
    }

    LedgerTotals plus(LedgerTotals other) {
        return debited(new BigDecimal(other.debit)).credited(new BigDecimal(other.credit));
    }

    /** The debits less the credits, negative where the credits are more. */
    BigDecimal difference() {
        return new BigDecimal(debit).subtract(new BigDecimal(credit));
    }

    private static String sum(String total, BigDecimal amount) {
        return new BigDecimal(total).add(amount).toPlainString();
    }
}
