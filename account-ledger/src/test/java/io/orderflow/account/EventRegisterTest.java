package io.orderflow.account;

import static io.orderflow.account.AccountFixture.ACCOUNT;
import static io.orderflow.account.AccountFixture.captureHold;
import static io.orderflow.account.AccountFixture.deposit;
import static io.orderflow.account.AccountFixture.dollars;
import static io.orderflow.account.AccountFixture.open;
import static io.orderflow.account.AccountFixture.placeHold;
import static io.orderflow.account.AccountFixture.refund;
import static io.orderflow.account.AccountFixture.releaseHold;
import static io.orderflow.account.AccountFixture.withdraw;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderflow.account.AccountState.HoldOutcome;
import io.orderflow.account.Hold.Ended;
import io.orderflow.api.account.AccountEvent;
import io.orderflow.api.account.HoldId;
import io.orderflow.api.account.MovementKind;
import io.orderflow.api.account.RegisterEvent.TransactionRegistered;
import io.orderflow.api.account.RegisterEvent;
import io.orderflow.api.account.TransactionId;
import java.util.List;
import org.axonframework.config.Configuration;
import org.axonframework.config.DefaultConfigurer;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventsourcing.eventstore.inmemory.InMemoryEventStorageEngine;
import org.axonframework.messaging.HandlerExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The account and its register in one event store, with more movements than the account remembers. */
class EventRegisterTest {

    private final Configuration axon = AccountFixture.accountsIn(DefaultConfigurer.defaultConfiguration(false)
            .configureEmbeddedEventStore(configuration -> new InMemoryEventStorageEngine()))
            .buildConfiguration();

    @BeforeEach
    void openTheAccount() {
        axon.start();
        send(open());
        send(deposit("first", dollars("10000")));
    }

    @AfterEach
    void stop() {
        axon.shutdown();
    }

    @Test
    void booksARefundOnceHoweverManyMovementsComeInBetween() {
        send(refund("refund-o1", dollars("7")));
        send(withdraw("w1", dollars("3")));
        makeMovements(Movements.MAX_REMEMBERED + 1);
        long before = lastVersion();

        send(refund("refund-o1", dollars("7")));
        send(withdraw("w1", dollars("3")));
        send(deposit("first", dollars("10000")));

        assertThat(lastVersion()).isEqualTo(before);
        assertThatThrownBy(() -> send(deposit("w1", dollars("3")))).isInstanceOf(HandlerExecutionException.class);
    }

    @Test
    void holdsAndTakesMoneyOnceHoweverManyHoldsComeInBetween() {
        send(placeHold("captured", dollars("7")));
        send(placeHold("released", dollars("7")));
        send(captureHold("captured"));
        send(releaseHold("released"));
        send(placeHold("refused", dollars("1000000")));
        send(releaseHold("unasked"));
        send(placeHold("open", dollars("7")));
        settleHolds(Holds.MAX_SETTLED_HOLDS + 1);
        long before = lastVersion();

        for (String hold : List.of("captured", "released", "unasked", "open")) {
            send(placeHold(hold, dollars("7")));
        }
        send(placeHold("refused", dollars("1000000")));
        send(captureHold("captured"));
        send(releaseHold("released"));
        send(releaseHold("unasked"));

        assertThat(lastVersion()).isEqualTo(before);
        assertThatThrownBy(() -> send(releaseHold("captured"))).isInstanceOf(HandlerExecutionException.class);
        assertThatThrownBy(() -> send(captureHold("released"))).isInstanceOf(HandlerExecutionException.class);
        send(captureHold("open"));
        assertThat(lastVersion()).isEqualTo(before + 1);
    }

    @Test
    void tellsHowAHoldEnded() {
        Register register = axon.getComponent(Register.class);
        send(placeHold("captured", dollars("7")));
        send(placeHold("released", dollars("7")));
        send(releaseHold("released"));
        send(captureHold("captured"));
        send(placeHold("open", dollars("7")));
        send(placeHold("refused", dollars("1000000")));

        assertThat(register.find(ACCOUNT, new HoldId("captured"))).contains(new Ended(HoldOutcome.CAPTURED));
        assertThat(register.find(ACCOUNT, new HoldId("released"))).contains(new Ended(HoldOutcome.RELEASED));
        assertThat(register.find(ACCOUNT, new HoldId("refused"))).contains(new Ended(HoldOutcome.REFUSED));
        assertThat(register.find(ACCOUNT, new HoldId("open"))).isEmpty();
        assertThat(register.find(ACCOUNT, new HoldId("unheard-of"))).isEmpty();
    }

    @Test
    void keepsAnEntryOnlyWithTheEventItBelongsTo() {
        assertThatThrownBy(() -> send(withdraw("w1", dollars("10001")))).isInstanceOf(HandlerExecutionException.class);
        send(withdraw("w1", dollars("1")));

        assertThat(axon.eventStore().readEvents(RegisterEvent.streamOf(ACCOUNT, new TransactionId("w1"))).asStream()
                .<Object>map(DomainEventMessage::getPayload))
                .containsExactly(
                        new TransactionRegistered(ACCOUNT, new TransactionId("w1"), MovementKind.WITHDRAWAL,
                                dollars("1")));
    }

    private void makeMovements(int count) {
        for (int i = 0; i < count; i++) {
            send(deposit("more-" + i, dollars("1")));
        }
    }

    private void settleHolds(int count) {
        for (int i = 0; i < count; i++) {
            send(placeHold("more-" + i, dollars("1")));
            send(releaseHold("more-" + i));
        }
    }

    private long lastVersion() {
        return axon.eventStore().readEvents(ACCOUNT.toString()).asStream()
                .filter(event -> event.getPayload() instanceof AccountEvent)
                .mapToLong(DomainEventMessage::getSequenceNumber)
                .max()
                .orElseThrow();
    }

    private void send(Object command) {
        axon.commandGateway().sendAndWait(command);
    }
}
