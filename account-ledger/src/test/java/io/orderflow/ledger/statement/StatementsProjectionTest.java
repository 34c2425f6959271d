package io.orderflow.ledger.statement;

import static io.orderflow.account.AccountFixture.ACCOUNT;
import static io.orderflow.account.AccountFixture.closed;
import static io.orderflow.account.AccountFixture.deposited;
import static io.orderflow.account.AccountFixture.dollars;
import static io.orderflow.account.AccountFixture.holdCaptured;
import static io.orderflow.account.AccountFixture.holdPlaced;
import static io.orderflow.account.AccountFixture.holdRefused;
import static io.orderflow.account.AccountFixture.holdReleased;
import static io.orderflow.account.AccountFixture.opened;
import static io.orderflow.account.AccountFixture.refunded;
import static io.orderflow.account.AccountFixture.reversed;
import static io.orderflow.account.AccountFixture.withdrawn;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.api.account.AccountEvent;
import io.orderflow.api.account.CashMovement;
import io.orderflow.api.account.HoldRefusal;
import io.orderflow.ledger.EntryKind;
import io.orderflow.ledger.Recorded;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.axonframework.eventhandling.EventMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class StatementsProjectionTest {

    private final StatementsProjection projection = new StatementsProjection();

    @ParameterizedTest
    @MethodSource("movements")
    void writesDownAMovement(AccountEvent event, StatementEntry entry) {
        assertThat(projection.keyOf(Recorded.at(7, event))).isEqualTo("a1:7");
        assertThat(projection.fold(null, Recorded.at(7, event))).isEqualTo(entry);
    }

    @ParameterizedTest
    @MethodSource("movements")
    void writesTheSameOverAnEarlierEntry(AccountEvent event, StatementEntry entry) {
        assertThat(projection.fold(entry, Recorded.at(7, event))).isEqualTo(entry);
    }

    @ParameterizedTest
    @MethodSource("eventsWithoutMovement")
    void writesDownNothingWhereNoMoneyMoves(AccountEvent event) {
        assertThat(projection.keyOf(Recorded.at(7, event))).isNull();
        assertThat(projection.fold(null, Recorded.at(7, event))).isNull();
    }

    @Test
    void tellsOperatorsWhoAskedAndWhyAndNotTheCustomer() {
        EventMessage<?> asked = Recorded.at(7, deposited("t1", dollars("5")))
                .andMetaData(Map.of("actor", "ann", "reason", "a refund by hand"));

        StatementEntry entry = Objects.requireNonNull(projection.fold(null, asked));

        assertThat(entry.actor()).isEqualTo("ann");
        assertThat(entry.reason()).isEqualTo("a refund by hand");
        assertThat(entry.withoutOperators()).isEqualTo(entry(EntryKind.DEPOSIT, "t1", "cash", "customers"));
    }

    private static List<Arguments> movements() {
        return List.of(
                Arguments.of(deposited("t1", dollars("5")), entry(EntryKind.DEPOSIT, "t1", "cash", "customers")),
                Arguments.of(refunded("t1", dollars("5")), entry(EntryKind.REFUND, "t1", "sales", "customers")),
                Arguments.of(withdrawn("t1", dollars("5")), entry(EntryKind.WITHDRAWAL, "t1", "customers", "cash")),
                Arguments.of(holdPlaced("h1", dollars("5")), entry(EntryKind.HOLD_PLACED, "h1", "customers", "holds")),
                Arguments.of(holdReleased("h1", dollars("5")),
                        entry(EntryKind.HOLD_RELEASED, "h1", "holds", "customers")),
                Arguments.of(holdCaptured("h1", dollars("5")),
                        entry(EntryKind.HOLD_CAPTURED, "h1", "holds", "sales")),
                Arguments.of(reversed(3, CashMovement.DEPOSIT, dollars("5")),
                        entry(EntryKind.DEPOSIT_REVERSED, "a1:3", "customers", "cash")),
                Arguments.of(reversed(3, CashMovement.WITHDRAWAL, dollars("5")),
                        entry(EntryKind.WITHDRAWAL_REVERSED, "a1:3", "cash", "customers")));
    }

    private static List<AccountEvent> eventsWithoutMovement() {
        return List.of(opened(), closed(), holdReleased("h1", dollars("0")),
                holdRefused("h1", dollars("5"), HoldRefusal.INSUFFICIENT_FUNDS));
    }

    private static StatementEntry entry(EntryKind kind, String reference, String debit, String credit) {
        return new StatementEntry("a1:7", ACCOUNT, 7, kind, dollars("5"), reference, debit, credit, null, null,
                null, Recorded.TIME, 0);
    }
}
