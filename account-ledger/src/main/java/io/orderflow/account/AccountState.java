package io.orderflow.account;

import io.orderflow.api.Money;
import io.orderflow.api.account.AccountId;
import io.orderflow.api.account.HoldId;
import io.orderflow.api.account.TransactionId;
import io.orderflow.api.message.MessageType;
import io.orderflow.api.message.Personal;
import io.orderflow.api.order.CustomerId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The whole state of an account, and the content of its snapshots.
 *
 * @param opening   absent where nobody has opened it yet
 * @param balance   absent together with the opening
 * @param chain     the hash of the last posting
 * @param offloaded how many holds are open and in the register only
 * @param open      the other open holds, the oldest first
 * @param settled   the holds that were captured, released or refused, the oldest first
 * @param movements the transactions that the account recognises as repeats, the oldest first
 * @param reversed  the versions of the entries that were corrected
 */
@MessageType(value = "account.state", revision = "4")
record AccountState(AccountId accountId, @Nullable Opening opening, boolean closed, @Nullable Balance balance,
        String chain, int offloaded, List<OpenHold> open, List<SettledHold> settled, List<KnownMovement> movements,
        List<Long> reversed) {

    /** The owner, the currency and the customer, if any, with which the account was opened. */
    record Opening(@Personal String owner, String currency, @Nullable CustomerId customerId) {

        @Override
        public String toString() {
            return "Opening[owner=" + Personal.HIDDEN + ", currency=" + currency + ", customerId=" + customerId + ']';
        }
    }

    /** A hold with its amount. */
    record OpenHold(HoldId holdId, Money amount) {}

    /** How a hold ended. */
    record SettledHold(HoldId holdId, HoldOutcome ending) {}

    /** The movement of a transaction. */
    record KnownMovement(TransactionId transactionId, Movement moved) {}

    /** How a hold can end. */
    enum HoldOutcome {
        REFUSED, CAPTURED, RELEASED,
        /** The hold was released before it was requested: the request is still on its way, and waits for an answer. */
        RELEASED_UNASKED
    }
}
