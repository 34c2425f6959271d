package io.orderflow.console.ledger;

import io.orderflow.console.api.Money;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An account, as the HTTP interface shows it. */
public record Account(String accountId, @Nullable String owner, @Nullable String customerId, String currency,
        String status,
        Money balance, Money held, Money available, long version, @Nullable Long position) {

    public boolean isOpen() {
        return status.equals("OPEN");
    }

    /** An entry of an account's statement. */
    public record StatementEntry(String entryId, String kind, Money amount, String debit, String credit, Instant at,
            @Nullable String reference, @Nullable String hash, @Nullable String actor, @Nullable String reason,
            @Nullable Long position, long version) {}

    /** Money that is set aside for an order. */
    public record Hold(String holdId, Money amount, @Nullable String orderId, @Nullable String reference,
            @Nullable Instant since) {}

    /** What checking an account's postings against their hashes came to. */
    public record Proof(String accountId, boolean valid, long version, int entries, int unchained, String hash,
            @Nullable Fault fault) {}

    /** The first posting that is not as it was written. */
    public record Fault(String kind, long version, String expected, String found) {}

    /** The ledger's debits and credits. */
    public record TrialBalance(List<InCurrency> currencies, @Nullable Long position) {}

    /** The debits and credits of one currency. */
    public record InCurrency(String currency, List<LedgerLine> accounts, BigDecimal difference) {

        public boolean isBalanced() {
            return difference.signum() == 0;
        }
    }

    /** The debits and credits of one account of the ledger. */
    public record LedgerLine(String account, BigDecimal debit, BigDecimal credit) {}
}
