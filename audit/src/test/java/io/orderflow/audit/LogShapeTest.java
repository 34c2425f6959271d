package io.orderflow.audit;

import static io.orderflow.audit.Auditing.O2;
import static io.orderflow.audit.Auditing.audited;
import static io.orderflow.audit.Business.PEN;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.api.stock.StockEvent.StockReleased;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The log itself, whatever its events say. */
class LogShapeTest {

    @Test
    void noticesAGapInTheLog() {
        Chronicle log = Business.healthy().without(new StockReleased(PEN, O2, 2)::equals);
        Finding gap = audited(log).of(finding -> finding.invariant() == Invariant.LOG_UNBROKEN).getFirst();
        assertThat(gap.position()).isEqualTo(43);
        assertThat(gap.expected()).isEqualTo("position 42");
    }

    @Test
    void noticesAGapInAStream() {
        Chronicle log = Business.healthy().without(new StockReleased(PEN, O2, 2)::equals);
        Finding gap = audited(log).of(finding -> finding.invariant() == Invariant.SEQUENCES_UNBROKEN).getFirst();
        assertThat(gap.id()).isEqualTo("stock:PEN");
        assertThat(gap.expected()).isEqualTo("sequence number 5");
        assertThat(gap.found()).isEqualTo("sequence number 6");
    }

    @Test
    void noticesAnEventThatCannotBeRead() {
        LoggedEvent event = Business.opened().events().getFirst();
        LoggedEvent unreadable = new LoggedEvent(0, event.stream(), 0, "stock.product-listed", "7", event.at(),
                List.of(), new IllegalStateException("no such field"));
        Finding finding = audited(List.of(unreadable), Instant.MAX).of(any -> true).getFirst();
        assertThat(finding).isEqualTo(new Finding(Invariant.EVENTS_READABLE, "stock:PEN", 0, "a readable event",
                "stock.product-listed, revision '7': no such field"));
    }
}
