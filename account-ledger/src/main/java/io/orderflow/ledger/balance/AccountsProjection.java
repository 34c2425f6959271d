package io.orderflow.ledger.balance;

import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.Indexes;
import io.orderflow.api.account.AccountEvent;
import io.orderflow.api.account.AccountEvent.AccountClosed;
import io.orderflow.api.account.AccountEvent.AccountOpened;
import io.orderflow.api.account.AccountEvent.EntryReversed;
import io.orderflow.api.account.AccountEvent.HoldCaptured;
import io.orderflow.api.account.AccountEvent.HoldPlaced;
import io.orderflow.api.account.AccountEvent.HoldRefused;
import io.orderflow.api.account.AccountEvent.HoldReleased;
import io.orderflow.api.account.AccountEvent.HoldsOffloaded;
import io.orderflow.api.account.AccountEvent.MoneyDeposited;
import io.orderflow.api.account.AccountEvent.MoneyWithdrawn;
import io.orderflow.api.account.AccountId;
import io.orderflow.ledger.AccountEvents;
import io.orderflow.projection.api.Events;
import io.orderflow.projection.api.Projection;
import java.util.List;
import java.util.Set;
import org.axonframework.eventhandling.EventMessage;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one document for each account, from the moment that the account is opened: refused holds alone make no
 * document.
 */
public final class AccountsProjection implements Projection<AccountView> {

    public static final String NAME = "accounts";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public int revision() {
        return 2;
    }

    @Override
    public Class<AccountView> documentType() {
        return AccountView.class;
    }

    @Override
    public Set<Class<?>> eventTypes() {
        return Set.of(AccountEvent.class);
    }

    /** Contains refused holds too, which an account that was never opened may have. */
    @Override
    public Set<Class<?>> beginnings() {
        return Set.of(AccountOpened.class, HoldRefused.class);
    }

    @Override
    public String keyOf(EventMessage<?> event) {
        return AccountEvents.of(event).accountId().value();
    }

    @Override
    public @Nullable AccountView fold(@Nullable AccountView account, EventMessage<?> event) {
        long version = Events.versionOf(event);
        AccountEvent happened = AccountEvents.of(event);
        if (happened instanceof AccountOpened opened) {
            return AccountView.opened(opened, version);
        }
        return account == null ? null : changed(account, happened).at(version);
    }

    @Override
    public List<String> streamsOf(String key) {
        return List.of(new AccountId(key).toString());
    }

    @Override
    public List<IndexModel> indexes() {
        return List.of(new IndexModel(Indexes.ascending("customerId", "_id")));
    }

    private static AccountView changed(AccountView account, AccountEvent event) {
        return switch (event) {
            case AccountOpened opened -> account;
            case MoneyDeposited deposited -> account.with(account.balance().plus(deposited.amount()), account.held());
            case MoneyWithdrawn withdrawn -> account.with(account.balance().minus(withdrawn.amount()), account.held());
            case HoldPlaced placed -> account.with(account.balance(), account.held().plus(placed.amount()));
            case HoldRefused refused -> account;
            case HoldsOffloaded offloaded -> account;
            case HoldCaptured captured -> account.with(account.balance().minus(captured.amount()),
                    account.held().minus(captured.amount()));
            case HoldReleased released -> account.with(account.balance(), account.held().minus(released.amount()));
            case EntryReversed reversed -> switch (reversed.undone()) {
                case DEPOSIT -> account.with(account.balance().minus(reversed.amount()), account.held());
                case WITHDRAWAL -> account.with(account.balance().plus(reversed.amount()), account.held());
            };
            case AccountClosed closed -> account.closed();
        };
    }
}
