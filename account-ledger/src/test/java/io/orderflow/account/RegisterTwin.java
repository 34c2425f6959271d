package io.orderflow.account;

import io.orderflow.account.AccountState.HoldOutcome;
import io.orderflow.account.Hold.Ended;
import io.orderflow.account.Hold.Open;
import io.orderflow.api.Money;
import io.orderflow.api.account.AccountId;
import io.orderflow.api.account.HoldId;
import io.orderflow.api.account.TransactionId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A register in memory, which also tells what it was asked. */
final class RegisterTwin implements Register {

    private final Map<TransactionId, Movement> transactions = new HashMap<>();
    private final Map<HoldId, HoldOutcome> endings = new HashMap<>();
    private final Map<HoldId, Long> versions = new HashMap<>();
    private final Map<HoldId, Money> offloaded = new HashMap<>();
    private final List<Object> asked = new ArrayList<>();

    RegisterTwin with(String transaction, Movement moved) {
        transactions.put(new TransactionId(transaction), moved);
        return this;
    }

    RegisterTwin with(String hold, HoldOutcome ending) {
        endings.put(new HoldId(hold), ending);
        return this;
    }

    List<Object> asked() {
        return asked;
    }

    Map<TransactionId, Movement> transactions() {
        return transactions;
    }

    /** The holds that were entered, with the version of the account at which they were. */
    Map<HoldId, Long> holds() {
        return versions;
    }

    @Override
    public Optional<Movement> find(AccountId account, TransactionId transaction) {
        asked.add(transaction);
        return Optional.ofNullable(transactions.get(transaction));
    }

    /** The holds that were entered while they were open. */
    Map<HoldId, Money> offloaded() {
        return offloaded;
    }

    @Override
    public Optional<Hold> find(AccountId account, HoldId hold) {
        asked.add(hold);
        Optional<Hold> ended = Optional.ofNullable(endings.get(hold)).map(Ended::new);
        return ended.or(() -> Optional.ofNullable(offloaded.get(hold)).map(amount -> new Open(amount, true)));
    }

    @Override
    public void enter(AccountId account, TransactionId transaction, Movement moved) {
        if (transactions.put(transaction, moved) != null) {
            throw new IllegalStateException(transaction + " is entered already");
        }
    }

    @Override
    public void enter(AccountId account, HoldId hold, long version) {
        if (versions.put(hold, version) != null) {
            throw new IllegalStateException(hold + " is entered already");
        }
    }

    @Override
    public void closeOffloaded(AccountId account, HoldId hold, long version) {
        if (offloaded.remove(hold) == null) {
            throw new IllegalStateException(hold + " is not offloaded");
        }
        versions.put(hold, version);
    }

    @Override
    public void offload(AccountId account, HoldId hold, Money amount) {
        if (offloaded.put(hold, amount) != null) {
            throw new IllegalStateException(hold + " is offloaded already");
        }
    }
}
