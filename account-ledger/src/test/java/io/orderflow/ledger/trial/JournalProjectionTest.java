package io.orderflow.ledger.trial;

import static io.orderflow.account.AccountFixture.closed;
import static io.orderflow.account.AccountFixture.deposited;
import static io.orderflow.account.AccountFixture.dollars;
import static io.orderflow.account.AccountFixture.euros;
import static io.orderflow.account.AccountFixture.holdCaptured;
import static io.orderflow.account.AccountFixture.holdPlaced;
import static io.orderflow.account.AccountFixture.holdRefused;
import static io.orderflow.account.AccountFixture.holdReleased;
import static io.orderflow.account.AccountFixture.opened;
import static io.orderflow.account.AccountFixture.refunded;
import static io.orderflow.account.AccountFixture.withdrawn;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.api.account.AccountEvent;
import io.orderflow.api.account.HoldRefusal;
import io.orderflow.ledger.Recorded;
import io.orderflow.ledger.trial.TrialBalance.InCurrency;
import io.orderflow.ledger.trial.TrialBalance.Line;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class JournalProjectionTest {

    private static final LedgerTotals DEBITED = new LedgerTotals("5.00", "0.00");
    private static final LedgerTotals CREDITED = new LedgerTotals("0.00", "5.00");

    private final JournalProjection projection = new JournalProjection();

    @ParameterizedTest
    @MethodSource("postings")
    void beginsWithTheFirstPosting(AccountEvent event, String debit, String credit) {
        assertThat(projection.keyOf(Recorded.at(1, event))).isEqualTo("USD");
        assertThat(projection.fold(null, Recorded.at(1, event)))
                .isEqualTo(new JournalTotals("USD", Map.of(debit, DEBITED, credit, CREDITED), 0));
    }

    @ParameterizedTest
    @MethodSource("postings")
    void addsToEarlierPostings(AccountEvent event, String debit, String credit) {
        JournalTotals earlier = new JournalTotals("USD",
                Map.of(debit, new LedgerTotals("100.10", "40.00"), credit, new LedgerTotals("0.00", "60.10")), 0);

        assertThat(projection.fold(earlier, Recorded.at(1, event))).isEqualTo(new JournalTotals("USD",
                Map.of(debit, new LedgerTotals("105.10", "40.00"), credit, new LedgerTotals("0.00", "65.10")), 0));
    }

    @ParameterizedTest
    @MethodSource("eventsWithoutPosting")
    void leavesOutWhatMovesNoMoney(AccountEvent event) {
        assertThat(projection.keyOf(Recorded.at(1, event))).isNull();
        assertThat(projection.fold(null, Recorded.at(1, event))).isNull();
    }

    @Test
    void countsBeyondWhatMoneyCanHold() {
        // given
        String most = "999999999999999.99";

        // when
        JournalTotals totals = Recorded.fold(projection, null, deposited("t1", dollars(most)),
                withdrawn("t2", dollars(most)), deposited("t3", dollars(most)));

        // then
        assertThat(totals.accounts()).containsEntry("cash",
                new LedgerTotals("1999999999999999.98", "999999999999999.99"));
        assertThat(totals.difference()).isEqualByComparingTo("0");
    }

    @Test
    void listsEveryLedgerAccountOfEachCurrency() {
        // given
        JournalTotals dollars = Recorded.fold(projection, null, deposited("t1", dollars("5")));
        JournalTotals euros = Recorded.fold(projection, null, withdrawn("t1", euros("7.50")));

        // when
        TrialBalance balance = TrialBalance.of(List.of(euros, dollars), 42L);

        // then
        assertThat(balance).isEqualTo(new TrialBalance(List.of(
                new InCurrency("EUR",
                        List.of(new Line("cash", "0.00", "7.50"), new Line("customers", "7.50", "0.00"),
                                new Line("holds", "0.00", "0.00"), new Line("sales", "0.00", "0.00")),
                        "0.00"),
                new InCurrency("USD",
                        List.of(new Line("cash", "5.00", "0.00"), new Line("customers", "0.00", "5.00"),
                                new Line("holds", "0.00", "0.00"), new Line("sales", "0.00", "0.00")),
                        "0.00")),
                42L));
    }

    @Test
    void showsTheDifferenceOfTotalsThatDoNotBalance() {
        JournalTotals damaged = new JournalTotals("USD",
                Map.of("cash", new LedgerTotals("5.00", "0.00"), "customers", new LedgerTotals("0.00", "7.25")), 0);

        assertThat(TrialBalance.of(List.of(damaged), 42L).currencies().getFirst().difference()).isEqualTo("-2.25");
    }

    private static List<Arguments> postings() {
        return List.of(Arguments.of(deposited("t1", dollars("5")), "cash", "customers"),
                Arguments.of(refunded("t1", dollars("5")), "sales", "customers"),
                Arguments.of(withdrawn("t1", dollars("5")), "customers", "cash"),
                Arguments.of(holdPlaced("h1", dollars("5")), "customers", "holds"),
                Arguments.of(holdReleased("h1", dollars("5")), "holds", "customers"),
                Arguments.of(holdCaptured("h1", dollars("5")), "holds", "sales"));
    }

    private static List<AccountEvent> eventsWithoutPosting() {
        return List.of(opened(), closed(), holdReleased("h1", dollars("0")),
                holdRefused("h1", dollars("5"), HoldRefusal.INSUFFICIENT_FUNDS));
    }
}
