package io.orderflow.ledger.trial;

import io.orderflow.api.message.MessageType;
import io.orderflow.ledger.LedgerAccount;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The ledger's accounts in every currency in which money was moved.
 *
 * @param position every posting at or before this position of the event store is in the balance; absent where it is as
 *                 of a past moment
 */
@MessageType("view.trial-balance")
public record TrialBalance(List<InCurrency> currencies, @Nullable Long position) {

    /**
     * @param difference all debits less all credits
     */
    public record InCurrency(String currency, List<Line> accounts, String difference) {}

    /** One account of the ledger. */
    @Schema(name = "LedgerLine")
    public record Line(String account, String debit, String credit) {}

    static TrialBalance of(List<JournalTotals> journal, @Nullable Long position) {
        return new TrialBalance(journal.stream().map(TrialBalance::inCurrency).toList(), position);
    }

    private static InCurrency inCurrency(JournalTotals totals) {
        List<Line> lines = Arrays.stream(LedgerAccount.values()).map(account -> line(account, totals)).toList();
        return new InCurrency(totals.currency(), lines, totals.difference().toPlainString());
    }

    private static Line line(LedgerAccount account, JournalTotals totals) {
        LedgerTotals of = totals.of(account);
        return new Line(account.label(), of.debit(), of.credit());
    }
}
