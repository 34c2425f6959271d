package io.orderflow.audit;

import static io.orderflow.audit.Auditing.audited;
import static io.orderflow.audit.Auditing.breached;
import static io.orderflow.audit.Business.ADA;
import static io.orderflow.audit.Business.TOTAL;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.api.Money;
import io.orderflow.api.account.AccountEvent.HoldCaptured;
import io.orderflow.api.order.OrderEvent.OrderRefunded;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The figures of reports equal the sums over the log. */
class LogOfReportsTest {

    @Test
    void agreesWithTheLedgerAboutARefund() {
        Findings findings = audited(Business.healthy());

        assertThat(breached(findings)).isEmpty();
        assertThat(findings.checked(Invariant.REPORTS_AGREE)).isGreaterThan(10);
    }

    @Test
    void agreesAtEachPointOfTheWay() {
        List<LoggedEvent> log = Business.healthy().events();
        for (int end = 1; end <= log.size(); end++) {
            Findings findings = audited(log.subList(0, end), Chronicle.BEGIN.minus(Duration.ofHours(1)));

            assertThat(findings.of(finding -> finding.invariant() == Invariant.REPORTS_AGREE)).as("after %s", end)
                    .isEmpty();
        }
    }

    /** As before orders were told: the ledger has paid back what the reports have not. */
    @Test
    void noticesARefundThatNoReportKnows() {
        Chronicle log = Business.healthy().without(event -> event instanceof OrderRefunded).renumbered();

        assertThat(breached(audited(log))).containsOnly(Invariant.ENDS_AGREE);
    }

    @Test
    void noticesARefundOfAnOrderWhosePaymentWasNotPaidBack() {
        Chronicle log = Business.opened().plus(Business.confirmed("o1")).plus(Business.shipped("o1"))
                .plus(Business.told("o1"));

        assertThat(breached(audited(log))).containsOnly(Invariant.ENDS_AGREE, Invariant.REPORTS_AGREE);
    }

    @Test
    void noticesARefundOfAnotherAmountThanTheLedgers() {
        Chronicle log = Business.healthy().replacing(Business.told("o1"),
                new OrderRefunded(Auditing.O1, Business.CUSTOMER, Money.of("1.00", "USD"), Chronicle.BEGIN));

        List<Finding> off = audited(log).of(finding -> true);
        assertThat(off).extracting(Finding::invariant).containsOnly(Invariant.REPORTS_AGREE);
        assertThat(off).extracting(Finding::id).contains("sales refunded USD", "sales net USD",
                "customers refunded USD", "customers net USD");
    }

    @Test
    void noticesThatTheLedgerHasEarnedLessThanWasSold() {
        Chronicle log = Business.healthy().replacing(new HoldCaptured(ADA, Business.hold("o1"), TOTAL),
                new HoldCaptured(ADA, Business.hold("o1"), Money.of("1.00", "USD")));

        assertThat(audited(log).of(finding -> finding.id().equals("sales net and the ledger USD"))).isNotEmpty();
    }
}
