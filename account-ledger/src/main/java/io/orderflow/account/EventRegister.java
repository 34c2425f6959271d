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
import io.orderflow.service.aggregate.RegisterStreams;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The register in the event store, beside the accounts. */
final class EventRegister implements Register {

    private final RegisterStreams streams;

    EventRegister(RegisterStreams streams) {
        this.streams = streams;
    }

    @Override
    public Optional<Moved> find(AccountId account, TransactionId transaction) {
        return streams.find(RegisterEvent.streamOf(account, transaction), TransactionRegistered.class)
                .map(entry -> new Moved(entry.kind(), entry.amount()));
    }

    /** The account's events tell how the hold ended, usually a few after the one that is entered. */
    @Override
    public Optional<Ending> find(AccountId account, HoldId hold) {
        return streams.find(RegisterEvent.streamOf(account, hold), HoldRegistered.class)
                .flatMap(entry -> streams.payloads(account.toString(), entry.version())
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
        streams.enter(entry.stream(), entry);
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
