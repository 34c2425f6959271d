package io.orderflow.audit;

import static io.orderflow.audit.Auditing.O1;
import static io.orderflow.audit.Auditing.O2;
import static io.orderflow.audit.Auditing.audited;
import static io.orderflow.audit.Auditing.breached;
import static io.orderflow.audit.Business.PEN;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.api.saga.FulfilmentEvent.ShipmentAwaited;
import io.orderflow.api.stock.ReceiptId;
import io.orderflow.api.stock.StockEvent.StockReceived;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class LogAccountsTest {

    @Test
    void findsNothingInAHealthyLog() {
        // when
        Findings findings = audited(Business.healthy());

        // then
        assertThat(breached(findings)).isEmpty();
        assertThat(Stream.of(Invariant.ORDERS_MOVE, Invariant.ENDS_AGREE).map(findings::checked)).containsOnly(3L);
        assertThat(findings.checked(Invariant.CHAINS_UNBROKEN)).isEqualTo(7);
        assertThat(findings.checked(Invariant.SEQUENCES_UNBROKEN)).isEqualTo(12);
    }

    /** Everywhere on its way the order is in some state that must not look like a breach while it moves. */
    @TestFactory
    Stream<DynamicTest> findsNothingWhereverTheLogIsCutWhileItMoves() {
        List<LoggedEvent> all = Business.healthy().events();
        return Stream.iterate(1, length -> length <= all.size(), length -> length + 1)
                .map(length -> DynamicTest.dynamicTest("after " + length + " events", () -> {
                    Findings findings = audited(all.subList(0, length), Chronicle.BEGIN.minusSeconds(1));
                    assertThat(breached(findings)).isEmpty();
                }));
    }

    /** The same states are breaches once nothing moves any more; only these are rest. */
    @TestFactory
    Stream<DynamicTest> findsEveryPlaceWhereAnOrderIsStuck() {
        Chronicle shop = Business.opened();
        int before = shop.events().size();
        List<Object> story = Stream.of(Business.confirmed("o1"), Business.shipped("o1"))
                .flatMap(Arrays::stream)
                .toList();
        Set<Integer> rest = Set.of(Business.confirmed("o1").length, story.size());
        return story.stream().map(shop::plus).map(Chronicle::events).toList().stream().map(events -> {
            int length = events.size() - before;
            return DynamicTest.dynamicTest("after " + story.get(length - 1), () -> {
                Set<Invariant> found = breached(audited(events, Instant.MAX));
                assertThat(found.contains(Invariant.ORDERS_MOVE)).isEqualTo(!rest.contains(length));
            });
        });
    }

    @TestFactory
    Stream<DynamicTest> noticesEveryEventButTheLastThatIsTakenOut() {
        List<LoggedEvent> all = Business.healthy().events();
        return all.stream().limit(all.size() - 1L).map(Chronicle::payloadOf).map(
                payload -> DynamicTest.dynamicTest(payload.toString(), () -> {
                    Chronicle log = Business.healthy().without(payload::equals);
                    assertThat(breached(audited(log))).isNotEmpty();
                }));
    }

    /** Even where positions and numbers are forged, the rest of the log tells of most of them. */
    @TestFactory
    Stream<DynamicTest> noticesMostEventsThatAreTakenOutWithoutATrace() {
        Set<String> ofNoConsequence = Set.of("ProductListed", "CustomerRegistered", "LineReserved", "LineDispatched",
                "LineReleased",
                "PaymentCollected", "PaymentReturned", "PaymentRefundRequested");
        return Business.healthy().events().stream().map(Chronicle::payloadOf)
                .filter(payload -> !ofNoConsequence.contains(payload.getClass().getSimpleName()))
                // Of these two, shipping and cancelling tell as well that the process went on.
                .filter(payload -> !payload.equals(new ShipmentAwaited(O1)) && !payload.equals(new ShipmentAwaited(O2)))
                .map(payload -> DynamicTest.dynamicTest(payload.toString(), () -> {
                    Chronicle log = Business.healthy().without(payload::equals).renumbered();
                    assertThat(breached(audited(log))).isNotEmpty();
                }));
    }

    @Test
    void keepsOnlyTheFirstOfManyBreaches() {
        Chronicle log = Business.opened();
        for (int number = 0; number < Findings.MAX_KEPT + 50; number++) {
            log.plus(new StockReceived(PEN, 1, new ReceiptId("r1")));
        }
        Findings findings = audited(log);
        assertThat(findings.breaches(Invariant.MOVED_ONCE)).isEqualTo(Findings.MAX_KEPT + 50L);
        assertThat(findings.of(finding -> true)).hasSize(Findings.MAX_KEPT);
    }
}
