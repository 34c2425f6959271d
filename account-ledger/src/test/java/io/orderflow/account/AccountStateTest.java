package io.orderflow.account;

import static io.orderflow.account.AccountFixture.anAccount;
import static io.orderflow.account.AccountFixture.closed;
import static io.orderflow.account.AccountFixture.deposit;
import static io.orderflow.account.AccountFixture.deposited;
import static io.orderflow.account.AccountFixture.dollars;
import static io.orderflow.account.AccountFixture.euros;
import static io.orderflow.account.AccountFixture.holdCaptured;
import static io.orderflow.account.AccountFixture.holdPlaced;
import static io.orderflow.account.AccountFixture.holdRefused;
import static io.orderflow.account.AccountFixture.holdReleased;
import static io.orderflow.account.AccountFixture.opened;
import static io.orderflow.account.AccountFixture.placeHold;
import static io.orderflow.account.AccountFixture.refunded;
import static io.orderflow.account.AccountFixture.withdrawn;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.api.account.AccountEvent;
import io.orderflow.api.account.HoldRefusal;
import io.orderflow.service.message.MessageTypes;
import io.orderflow.service.message.StableNameSerializer;
import java.util.ArrayList;
import java.util.List;
import org.axonframework.serialization.SerializedObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A snapshot tells the same as the events before it. */
class AccountStateTest {

    static List<List<AccountEvent>> lives() {
        return List.of(
                List.of(holdRefused("h1", dollars("1.00"), HoldRefusal.UNKNOWN_ACCOUNT)),
                List.of(opened()),
                List.of(opened(), deposited("t1", dollars("10.00")), withdrawn("t2", dollars("2.50")),
                        refunded("t3", dollars("1.00")), holdPlaced("h1", dollars("3.00"))),
                List.of(opened(), deposited("t1", dollars("10.00")), holdPlaced("h1", dollars("3.00")),
                        holdPlaced("h2", dollars("1.00")), holdCaptured("h1", dollars("3.00")),
                        holdReleased("h2", dollars("1.00")), holdReleased("h3", dollars("0.00"))),
                List.of(opened(), closed()));
    }

    @ParameterizedTest
    @MethodSource("lives")
    void standsForTheEventsBeforeIt(List<AccountEvent> life) {
        AccountState state = stateAfter(life);

        assertThat(stateAfter(List.of(state))).isEqualTo(state);
    }

    @ParameterizedTest
    @MethodSource("lives")
    void isWrittenAndReadUnderItsStableName(List<AccountEvent> life) {
        StableNameSerializer serializer = new StableNameSerializer(MessageTypes.of(List.of(AccountState.class)));
        AccountState state = stateAfter(life);

        SerializedObject<byte[]> written = serializer.serialize(state, byte[].class);

        assertThat(written.getType().getName()).isEqualTo("account.state");
        assertThat(serializer.<byte[], Object>deserialize(written)).isEqualTo(state);
    }

    @Test
    void knowsARepeatOfAMovementAfterASnapshot() {
        AccountState state = stateAfter(List.of(opened(), deposited("t1", dollars("10.00"))));

        anAccount().given(state).when(deposit("t1", dollars("10.00"))).expectSuccessfulHandlerExecution()
                .expectNoEvents();
    }

    @Test
    void forgetsMovementsButForTheLastFew() {
        List<AccountEvent> life = new ArrayList<>(List.of(opened()));
        for (int i = 0; i < 3 * Movements.MAX_REMEMBERED; i++) {
            life.add(deposited("t" + i, dollars("1.00")));
        }

        assertThat(stateAfter(life).movements()).hasSize(Movements.MAX_REMEMBERED);
    }

    /** The command is never refused, and changes nothing the second time. */
    private static AccountState stateAfter(List<?> life) {
        List<AccountState> states = new ArrayList<>();
        anAccount().given(life).when(placeHold("last", euros("1.00")))
                .expectState(account -> states.add(account.state()));
        return states.getFirst();
    }
}
