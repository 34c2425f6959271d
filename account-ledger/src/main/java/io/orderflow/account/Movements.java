package io.orderflow.account;

import io.orderflow.account.AccountState.KnownMovement;
import io.orderflow.api.account.TransactionId;
import io.orderflow.service.aggregate.Recent;
import java.util.List;

/** The last {@value #MAX_REMEMBERED} movements of one account by their transactions, so that each happens once. */
final class Movements {

    /** A movement repeated after this many others on the account is taken for a new one. */
    static final int MAX_REMEMBERED = 1_000;

    private final Recent<TransactionId, Moved> recent = new Recent<>(MAX_REMEMBERED);

    /**
     * Whether the transaction has moved just this before.
     *
     * @throws TransactionReused where it has moved something else
     */
    boolean isRepeat(TransactionId transaction, Moved movement) {
        Moved earlier = recent.find(transaction);
        if (earlier != null && !earlier.equals(movement)) {
            throw new TransactionReused(transaction);
        }
        return earlier != null;
    }

    void remember(TransactionId transaction, Moved movement) {
        recent.remember(transaction, movement);
    }

    List<KnownMovement> known() {
        return recent.toList(KnownMovement::new);
    }

    /** Remembers what {@link #known} told. */
    void restore(List<KnownMovement> known) {
        known.forEach(movement -> recent.remember(movement.transactionId(), movement.moved()));
    }
}
