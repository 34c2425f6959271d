package io.orderflow.account;

import io.orderflow.account.AccountState.Ending;
import io.orderflow.api.account.AccountEvent.HoldCaptured;
import io.orderflow.api.account.AccountEvent.HoldRefused;
import io.orderflow.api.account.AccountEvent.HoldReleased;
import io.orderflow.api.account.AccountId;
import io.orderflow.api.account.HoldId;
import io.orderflow.api.account.RegisterEvent;
import io.orderflow.api.account.RegisterEvent.HoldRegistered;
import io.orderflow.api.account.RegisterEvent.TransactionRegistered;
import io.orderflow.api.account.TransactionId;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.jspecify.annotations.Nullable;

/**
 * The register in the event store: one small event beside the account's own, appended in the same transaction, because
 * both are published in the same unit of work. An entry that is there already makes the whole transaction fail, like
 * any
 * other clash.
 */
final class EventRegister implements Register {

    private static final String TYPE = "Register";

    private final EventStore events;

    EventRegister(EventStore events) {
        this.events = events;
    }

    @Override
    public Optional<Moved> find(AccountId account, TransactionId transaction) {
        return entry(RegisterEvent.streamOf(account, transaction), TransactionRegistered.class)
                .map(entry -> new Moved(entry.kind(), entry.amount()));
    }

    /** The account's events tell how the hold ended, usually a few after the one that is entered. */
    @Override
    public Optional<Ending> find(AccountId account, HoldId hold) {
        return entry(RegisterEvent.streamOf(account, hold), HoldRegistered.class)
                .flatMap(entry -> payloads(account.toString(), entry.version())
                        .map(event -> endingBy(event, hold))
                        .filter(Objects::nonNull)
                        .findFirst());
    }

    @Override
    public void enter(AccountId account, TransactionId transaction, Moved moved) {
        enter(new TransactionRegistered(account, transaction, moved.kind(), moved.amount()));
    }

    @Override
    public void enter(AccountId account, HoldId hold, long version) {
        enter(new HoldRegistered(account, hold, version));
    }

    private void enter(RegisterEvent entry) {
        events.publish(new GenericDomainEventMessage<>(TYPE, entry.stream(), 0, entry));
    }

    /** Whether there is a stream is a much shorter question than what is in it, and the answer is nearly always no. */
    private <T> Optional<T> entry(String stream, Class<T> type) {
        return events.lastSequenceNumberFor(stream)
                .flatMap(last -> payloads(stream, 0).findFirst())
                .map(type::cast);
    }

    private Stream<Object> payloads(String stream, long from) {
        return events.readEvents(stream, from).asStream().map(DomainEventMessage::getPayload);
    }

    private static @Nullable Ending endingBy(Object event, HoldId hold) {
        return switch (event) {
            case HoldRefused refused when refused.holdId().equals(hold) -> Ending.REFUSED;
            case HoldCaptured captured when captured.holdId().equals(hold) -> Ending.CAPTURED;
            case HoldReleased released when released.holdId().equals(hold) -> Ending.RELEASED;
            default -> null;
        };
    }
}
