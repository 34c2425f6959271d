package io.orderflow.ledger.proof;

import static io.orderflow.account.AccountFixture.ACCOUNT;
import static io.orderflow.account.AccountFixture.deposited;
import static io.orderflow.account.AccountFixture.dollars;
import static io.orderflow.account.AccountFixture.holdPlaced;
import static io.orderflow.account.AccountFixture.opened;
import static io.orderflow.account.AccountFixture.withdrawn;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.api.account.AccountEvent;
import io.orderflow.ledger.Chain;
import io.orderflow.ledger.proof.AccountProof.Fault;
import io.orderflow.ledger.proof.AccountProof.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.junit.jupiter.api.Test;

class VerificationTest {

    private static final List<AccountEvent> LIFE = List.of(opened(), deposited("t1", dollars("5")),
            holdPlaced("h1", dollars("2")), withdrawn("t2", dollars("1")));

    @Test
    void findsNothingWrongWithWhatWasWritten() {
        AccountProof proof = proofOf(chained(LIFE, 0));

        assertThat(proof.valid()).isTrue();
        assertThat(proof.version()).isEqualTo(3);
        assertThat(proof.entries()).isEqualTo(3);
        assertThat(proof.unchained()).isZero();
        assertThat(proof.fault()).isNull();
        assertThat(proof.hash()).isEqualTo(hashAfter(LIFE));
    }

    @Test
    void findsAnAmountThatWasChanged() {
        List<DomainEventMessage<?>> events = chained(LIFE, 0);
        events.set(1, event(1, deposited("t1", dollars("500")), events.get(1).getMetaData()));

        assertThat(faultOf(events).kind()).isEqualTo(Kind.HASH_DIFFERS);
        assertThat(faultOf(events).version()).isEqualTo(1);
        assertThat(proofOf(events).entries()).isZero();
    }

    @Test
    void findsAnAmountThatWasChangedTogetherWithItsHash() {
        List<DomainEventMessage<?>> events = chained(LIFE, 0);
        AccountEvent forged = deposited("t1", dollars("500"));
        events.set(1, event(1, forged, Chain.of(ACCOUNT).after(forged).metaData()));

        assertThat(faultOf(events).kind()).isEqualTo(Kind.HASH_DIFFERS);
        assertThat(faultOf(events).version()).isEqualTo(2);
    }

    @Test
    void findsAPostingThatWasTakenOut() {
        List<DomainEventMessage<?>> events = chained(LIFE, 0);
        events.remove(2);
        assertThat(faultOf(events).kind()).isEqualTo(Kind.EVENT_MISSING);

        List<DomainEventMessage<?>> renumbered = chained(LIFE, 0);
        renumbered.set(2, event(2, LIFE.get(3), renumbered.remove(3).getMetaData()));
        assertThat(faultOf(renumbered).kind()).isEqualTo(Kind.HASH_DIFFERS);
    }

    @Test
    void findsAPostingThatWasPutIn() {
        List<DomainEventMessage<?>> events = chained(LIFE, 0);
        events.add(event(4, deposited("t3", dollars("9")), Map.of()));

        assertThat(faultOf(events).kind()).isEqualTo(Kind.HASH_MISSING);
        assertThat(faultOf(events).version()).isEqualTo(4);
    }

    @Test
    void takesPostingsThatAreOlderThanTheChain() {
        List<DomainEventMessage<?>> events = chained(LIFE, 2);
        assertThat(proofOf(events).valid()).isTrue();
        assertThat(proofOf(events).unchained()).isEqualTo(1);

        events.set(1, event(1, deposited("t1", dollars("500")), Map.of()));
        assertThat(faultOf(events).version()).isEqualTo(2);
    }

    /** The events as the account would have written them, but for those before the chain began. */
    private static List<DomainEventMessage<?>> chained(List<AccountEvent> life, int chainBegins) {
        List<DomainEventMessage<?>> events = new ArrayList<>();
        Chain chain = Chain.of(ACCOUNT);
        for (int version = 0; version < life.size(); version++) {
            chain = chain.after(life.get(version));
            events.add(event(version, life.get(version), version < chainBegins ? Map.of() : chain.metaData()));
        }
        return events;
    }

    private static String hashAfter(List<AccountEvent> life) {
        return life.stream().reduce(Chain.of(ACCOUNT), Chain::after, (one, other) -> other).hash();
    }

    private static DomainEventMessage<?> event(long version, AccountEvent event, Map<String, ?> metaData) {
        return new GenericDomainEventMessage<>("Account", ACCOUNT.toString(), version, event, metaData);
    }

    private static Fault faultOf(List<DomainEventMessage<?>> events) {
        Fault fault = proofOf(events).fault();
        assertThat(fault).isNotNull();
        return fault;
    }

    private static AccountProof proofOf(List<DomainEventMessage<?>> events) {
        Verification verification = new Verification(ACCOUNT);
        events.forEach(verification::check);
        return verification.result();
    }
}
