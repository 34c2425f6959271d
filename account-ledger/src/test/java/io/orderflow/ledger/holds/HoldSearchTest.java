package io.orderflow.ledger.holds;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.api.Money;
import io.orderflow.api.account.AccountId;
import io.orderflow.ledger.EntryKind;
import io.orderflow.ledger.statement.StatementEntry;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class HoldSearchTest {

    @Test
    void findsTheHoldsThatHaveNotEndedAndStopsWhenTheyAreAll() {
        HoldSearch search = new HoldSearch(usd("12.00"));
        search.show(entry(9, EntryKind.HOLD_PLACED, "o3", "5.00"));
        search.show(entry(8, EntryKind.HOLD_CAPTURED, "o2", "4.00"));
        search.show(entry(7, EntryKind.DEPOSIT, "t1", "100.00"));
        search.show(entry(6, EntryKind.HOLD_RELEASED, "o0", "3.00"));
        search.show(entry(5, EntryKind.HOLD_PLACED, "o2", "4.00"));
        assertThat(search.isDone()).isFalse();
        assertThat(search.older()).isEqualTo(usd("7.00"));

        search.show(entry(4, EntryKind.HOLD_PLACED, "o1", "7.00"));

        assertThat(search.isDone()).isTrue();
        assertThat(search.older()).isEqualTo(usd("0.00"));
        assertThat(search.open()).extracting(hold -> hold.orderId().value() + " " + hold.amount().amount() + " "
                + hold.version()).containsExactly("o3 5.00 9", "o1 7.00 4");
    }

    @Test
    void findsNoneWhereNothingIsHeld() {
        assertThat(new HoldSearch(usd("0.00")).isDone()).isTrue();
    }

    private static Money usd(String amount) {
        return Money.of(amount, "USD");
    }

    private static StatementEntry entry(long version, EntryKind kind, String reference, String amount) {
        return new StatementEntry("a:" + version, new AccountId("a"), version, kind, usd(amount), reference, "debit",
                "credit", null, null, null, Instant.EPOCH, version);
    }
}
