package io.orderflow.account;

import static io.orderflow.account.AccountFixture.ACCOUNT;
import static io.orderflow.account.AccountFixture.anAccount;
import static io.orderflow.account.AccountFixture.captureHold;
import static io.orderflow.account.AccountFixture.close;
import static io.orderflow.account.AccountFixture.deposit;
import static io.orderflow.account.AccountFixture.deposited;
import static io.orderflow.account.AccountFixture.dollars;
import static io.orderflow.account.AccountFixture.euros;
import static io.orderflow.account.AccountFixture.holdCaptured;
import static io.orderflow.account.AccountFixture.holdPlaced;
import static io.orderflow.account.AccountFixture.holdReleased;
import static io.orderflow.account.AccountFixture.open;
import static io.orderflow.account.AccountFixture.opened;
import static io.orderflow.account.AccountFixture.placeHold;
import static io.orderflow.account.AccountFixture.releaseHold;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderflow.api.Money;
import io.orderflow.api.account.AccountEvent;
import io.orderflow.api.account.HoldId;
import io.orderflow.service.aggregate.OpenItems;
import io.orderflow.service.message.MessageTypes;
import io.orderflow.service.message.StableNameSerializer;
import java.util.ArrayList;
import java.util.List;
import org.axonframework.config.Configuration;
import org.axonframework.config.DefaultConfigurer;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.eventstore.inmemory.InMemoryEventStorageEngine;
import org.axonframework.messaging.HandlerExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An account with more open holds than it remembers, and its register in one event store with it. */
class OffloadedHoldsTest {

    private static final int MANY = OpenItems.MAX_REMEMBERED + 2 * OpenItems.MIN_OFFLOADED;
    private static final int MAX_STATE_BYTES = 250_000;
    private static final Money TWO = dollars("2.00");

    private final Configuration axon = AccountFixture.accountsIn(DefaultConfigurer.defaultConfiguration(false)
            .configureEmbeddedEventStore(configuration -> new InMemoryEventStorageEngine()))
            .buildConfiguration();

    @BeforeEach
    void start() {
        axon.start();
    }

    @AfterEach
    void stop() {
        axon.shutdown();
    }

    @Test
    void hasAStateThatDoesNotGrowWithThem() {
        openWithMoney();
        holdUpTo(0, MANY);
        int before = stateBytes();
        holdUpTo(MANY, 2 * MANY);

        assertThat(stateBytes()).isLessThan(MAX_STATE_BYTES).isLessThan(before + before / 4);
        assertThat(state().balance().held()).isEqualTo(dollars(2 * 2 * MANY + ".00"));
    }

    @Test
    void answersEachOfThemOnceForEver() {
        openWithMoney();
        holdUpTo(0, MANY);

        send(captureHold("h0"));
        assertThat(lastEvent()).isEqualTo(holdCaptured("h0", TWO));
        send(releaseHold("h1"));
        assertThat(lastEvent()).isEqualTo(holdReleased("h1", TWO));
        flood();
        long before = lastVersion();

        for (String hold : List.of("h0", "h1", "h2")) {
            send(placeHold(hold, TWO));
        }
        send(captureHold("h0"));
        send(releaseHold("h1"));
        assertThat(lastVersion()).isEqualTo(before);
        assertThatThrownBy(() -> send(placeHold("h2", dollars("3.00")))).isInstanceOf(HandlerExecutionException.class);
        assertThatThrownBy(() -> send(releaseHold("h0"))).isInstanceOf(HandlerExecutionException.class);
        assertThatThrownBy(() -> send(captureHold("h1"))).isInstanceOf(HandlerExecutionException.class);
        send(captureHold("h2"));
        assertThat(lastEvent()).isEqualTo(holdCaptured("h2", TWO));
        assertThat(state().balance().held()).isEqualTo(dollars(2 * (MANY - 3) + ".00"));
    }

    /** Written before there was a register: neither these holds nor their amounts are entered anywhere. */
    @Test
    void takesUpALogOfHoldsThatAreAllStillOpen() {
        int old = OpenItems.MAX_REMEMBERED + 2 * OpenItems.MAX_OFFLOADED;
        List<AccountEvent> history = new ArrayList<>(List.of(opened(), deposited("t1", dollars("1000000.00"))));
        for (int i = 0; i < old; i++) {
            history.add(holdPlaced("h" + i, TWO));
        }
        happened(history);

        send(captureHold("h0"));
        assertThat(state().open()).hasSize(old - 1 - OpenItems.MAX_OFFLOADED);
        send(releaseHold("h1"));
        send(releaseHold("h" + (old - 1)));

        assertThat(state().balance().held()).isEqualTo(dollars(2 * (old - 3) + ".00"));
        assertThat(state().open()).hasSizeLessThan(OpenItems.MAX_REMEMBERED + OpenItems.MIN_OFFLOADED);
        long before = lastVersion();
        send(captureHold("h0"));
        send(releaseHold("h1"));
        send(placeHold("h2", TWO));
        assertThat(lastVersion()).isEqualTo(before);
        assertThatThrownBy(() -> send(captureHold("h1"))).isInstanceOf(HandlerExecutionException.class);
        assertThatThrownBy(() -> send(close())).isInstanceOf(HandlerExecutionException.class);
    }

    @Test
    void findsThemAfterASnapshot() {
        openWithMoney();
        holdUpTo(0, MANY);
        AccountState state = state();
        RegisterTwin register = new RegisterTwin();
        register.offload(ACCOUNT, new HoldId("h0"), TWO);

        anAccount(register).given(state).when(captureHold("h0")).expectEvents(holdCaptured("h0", TWO))
                .expectState(account -> assertThat(account.state().offloaded()).isEqualTo(state.offloaded() - 1));
    }

    private void openWithMoney() {
        send(open());
        send(deposit("t1", dollars("1000000.00")));
    }

    private void holdUpTo(int first, int last) {
        for (int i = first; i < last; i++) {
            send(placeHold("h" + i, TWO));
        }
    }

    /** With more settled holds than the account remembers. */
    private void flood() {
        for (int i = 0; i <= Holds.MAX_SETTLED_HOLDS; i++) {
            send(placeHold("more-" + i, euros("1.00")));
        }
    }

    private int stateBytes() {
        return new StableNameSerializer(MessageTypes.of(List.of(AccountState.class)))
                .serialize(state(), byte[].class).getData().length;
    }

    private AccountState state() {
        List<AccountState> states = new ArrayList<>();
        anAccount().given(events()).when(open()).expectState(account -> states.add(account.state()));
        return states.getFirst();
    }

    private List<Object> events() {
        return axon.eventStore().readEvents(ACCOUNT.toString()).asStream()
                .<Object>map(DomainEventMessage::getPayload).toList();
    }

    private Object lastEvent() {
        return events().getLast();
    }

    private long lastVersion() {
        return events().size() - 1;
    }

    private void happened(List<AccountEvent> history) {
        List<DomainEventMessage<?>> messages = new ArrayList<>();
        history.forEach(event -> messages.add(
                new GenericDomainEventMessage<>("Account", ACCOUNT.toString(), messages.size(), event)));
        axon.eventStore().publish(messages);
    }

    private void send(Object command) {
        axon.commandGateway().sendAndWait(command);
    }
}
