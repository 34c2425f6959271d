package io.orderflow.account;

import io.orderflow.account.AccountState.HoldOutcome;
import io.orderflow.account.Hold.Ended;
import io.orderflow.account.Hold.Open;
import io.orderflow.api.Money;
import io.orderflow.api.account.AccountEvent.HoldCaptured;
import io.orderflow.api.account.AccountEvent.HoldRefused;
import io.orderflow.api.account.AccountEvent.HoldReleased;
import io.orderflow.api.account.AccountId;
import io.orderflow.api.account.HoldId;
import io.orderflow.api.account.RegisterEvent.HoldRegistered;
import io.orderflow.api.account.RegisterEvent.OpenHoldRegistered;
import io.orderflow.api.account.RegisterEvent.TransactionRegistered;
import io.orderflow.api.account.RegisterEvent;
import io.orderflow.api.account.TransactionId;
import io.orderflow.service.aggregate.RegisterStreams;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The register of accounts in the event store. */
final class EventRegister implements Register {

    private final RegisterStreams streams;

    EventRegister(RegisterStreams streams) {
        this.streams = streams;
    }

    @Override
    public Optional<Movement> find(AccountId account, TransactionId transaction) {
        return streams.find(RegisterEvent.streamOf(account, transaction), TransactionRegistered.class)
                .map(entry -> new Movement(entry.kind(), entry.amount()));
    }

    @Override
    public Optional<Hold> find(AccountId account, HoldId hold) {
        return streams.find(RegisterEvent.streamOf(account, hold), RegisterEvent.class)
                .flatMap(entry -> switch (entry) {
                    case OpenHoldRegistered open -> Optional.of(new Open(open.amount(), true));
                    case HoldRegistered answered -> endingSince(answered.version(), account, hold);
                    case TransactionRegistered moved -> throw new IllegalStateException(moved + " is no hold");
                });
    }

    /** How the hold ended, which the account's events tell, usually a few events after the one that is entered. */
    private Optional<Hold> endingSince(long version, AccountId account, HoldId hold) {
        return streams.payloads(account.toString(), version)
                .map(event -> endingBy(event, hold))
                .filter(Objects::nonNull)
                .findFirst()
                .map(Ended::new);
    }

    @Override
    public void enter(AccountId account, TransactionId transaction, Movement moved) {
        enter(new TransactionRegistered(account, transaction, moved.kind(), moved.amount()));
    }

    @Override
    public void enter(AccountId account, HoldId hold, long version) {
        enter(new HoldRegistered(account, hold, version));
    }

    @Override
    public void closeOffloaded(AccountId account, HoldId hold, long version) {
        append(new HoldRegistered(account, hold, version));
    }

    @Override
    public void offload(AccountId account, HoldId hold, Money amount) {
        append(new OpenHoldRegistered(account, hold, amount));
    }

    /** Adds an entry, with a look for an earlier one: a hold that is older than the register has none. */
    private void append(RegisterEvent entry) {
        streams.append(entry.stream(), entry);
    }

    private void enter(RegisterEvent entry) {
        streams.enter(entry.stream(), entry);
    }

    private static @Nullable HoldOutcome endingBy(Object event, HoldId hold) {
        return switch (event) {
            case HoldRefused refused when refused.holdId().equals(hold) -> HoldOutcome.REFUSED;
            case HoldCaptured captured when captured.holdId().equals(hold) -> HoldOutcome.CAPTURED;
            case HoldReleased released when released.holdId().equals(hold) -> HoldOutcome.RELEASED;
            default -> null;
        };
    }
}
