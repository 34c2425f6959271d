package io.orderflow.account;

import io.orderflow.account.AccountState.Ending;
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

    private final Map<TransactionId, Moved> transactions = new HashMap<>();
    private final Map<HoldId, Ending> endings = new HashMap<>();
    private final Map<HoldId, Long> versions = new HashMap<>();
    private final List<Object> asked = new ArrayList<>();

    RegisterTwin with(String transaction, Moved moved) {
        transactions.put(new TransactionId(transaction), moved);
        return this;
    }

    RegisterTwin with(String hold, Ending ending) {
        endings.put(new HoldId(hold), ending);
        return this;
    }

    List<Object> asked() {
        return asked;
    }

    Map<TransactionId, Moved> transactions() {
        return transactions;
    }

    /** The holds that were entered, with the version of the account at which they were. */
    Map<HoldId, Long> holds() {
        return versions;
    }

    @Override
    public Optional<Moved> find(AccountId account, TransactionId transaction) {
        asked.add(transaction);
        return Optional.ofNullable(transactions.get(transaction));
    }

    @Override
    public Optional<Ending> find(AccountId account, HoldId hold) {
        asked.add(hold);
        return Optional.ofNullable(endings.get(hold));
    }

    @Override
    public void enter(AccountId account, TransactionId transaction, Moved moved) {
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
}
