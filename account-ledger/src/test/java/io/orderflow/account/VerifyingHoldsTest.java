package io.orderflow.account;

import static io.orderflow.account.AccountFixture.ACCOUNT;
import static io.orderflow.account.AccountFixture.anAccount;
import static io.orderflow.account.AccountFixture.deposited;
import static io.orderflow.account.AccountFixture.dollars;
import static io.orderflow.account.AccountFixture.holdCaptured;
import static io.orderflow.account.AccountFixture.holdPlaced;
import static io.orderflow.account.AccountFixture.holdRefused;
import static io.orderflow.account.AccountFixture.holdReleased;
import static io.orderflow.account.AccountFixture.opened;
import static io.orderflow.account.AccountFixture.refusal;

import io.orderflow.api.account.AccountCommand.VerifyHold;
import io.orderflow.api.account.AccountEvent;
import io.orderflow.api.account.HoldId;
import io.orderflow.api.message.CommandResult;
import io.orderflow.api.problem.ProblemCode;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A payment that has missed the answer to its request for a hold learns it later. */
class VerifyingHoldsTest {

    private static final VerifyHold VERIFY = new VerifyHold(ACCOUNT, new HoldId("h1"));

    @Test
    void findsAHoldThatIsOpenAndChangesNothing() {
        anAccount()
                .given(opened(), deposited("t1", dollars("5")), holdPlaced("h1", dollars("5")))
                .when(VERIFY)
                .expectNoEvents()
                .expectResultMessagePayload(new CommandResult(2));
    }

    static Stream<List<AccountEvent>> withoutAnOpenHold() {
        return Stream.of(List.of(opened(), deposited("t1", dollars("5"))),
                List.of(opened(), deposited("t1", dollars("5")), holdPlaced("h2", dollars("5"))),
                List.of(opened(), holdRefused("h1", dollars("5"), dollars("0"))),
                List.of(opened(), deposited("t1", dollars("5")), holdPlaced("h1", dollars("5")),
                        holdCaptured("h1", dollars("5"))),
                List.of(opened(), deposited("t1", dollars("5")), holdPlaced("h1", dollars("5")),
                        holdReleased("h1", dollars("5"))));
    }

    @ParameterizedTest
    @MethodSource("withoutAnOpenHold")
    void refusesAHoldThatIsNotOpen(List<AccountEvent> past) {
        anAccount()
                .given(past)
                .when(VERIFY)
                .expectNoEvents()
                .expectExceptionDetails(refusal(ProblemCode.WRONG_STATE));
    }

    @Test
    void refusesWhereTheAccountWasNeverOpened() {
        anAccount()
                .given(holdRefused("h1", dollars("5"), dollars("0")))
                .when(VERIFY)
                .expectNoEvents()
                .expectExceptionDetails(refusal(ProblemCode.NOT_FOUND));
    }
}
