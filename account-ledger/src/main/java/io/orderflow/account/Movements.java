package io.orderflow.account;

import io.orderflow.account.AccountState.KnownMovement;
import io.orderflow.api.account.TransactionId;
import io.orderflow.service.aggregate.RecentItems;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The last {@value #MAX_REMEMBERED} movements of one account by their transactions, so that each happens once. Older
 * movements are in the {@link Register}.
 */
final class Movements {

    static final int MAX_REMEMBERED = 1_000;

    private final RecentItems<TransactionId, Movement> recent = new RecentItems<>(MAX_REMEMBERED);

    /**
     * Whether the transaction has made this very movement before.
     *
     * @param register finds the movement of a transaction that may be forgotten here
     * @throws TransactionReused where the transaction has made another movement
     */
    boolean isRepeat(TransactionId transaction, Movement movement,
            Function<TransactionId, Optional<Movement>> register) {
        Movement earlier = recent.find(transaction, register);
        if (earlier != null && !earlier.equals(movement)) {
            throw new TransactionReused(transaction);
        }
        return earlier != null;
    }

    void remember(TransactionId transaction, Movement movement) {
        recent.remember(transaction, movement);
    }

    List<KnownMovement> known() {
        return recent.toList(KnownMovement::new);
    }

    /** Restores the movements that {@link #known} returned. */
    void restore(List<KnownMovement> known) {
        known.forEach(movement -> recent.remember(movement.transactionId(), movement.moved()));
    }
}
