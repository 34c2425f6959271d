package io.orderflow.account;

import io.orderflow.api.Money;
import io.orderflow.api.account.AccountId;
import io.orderflow.api.account.HoldId;
import io.orderflow.api.account.TransactionId;
import io.orderflow.api.message.MessageType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that an account remembers, which is what its snapshots are made of.
 *
 * @param opening   absent where nobody has opened it yet
 * @param balance   absent together with the opening
 * @param chain     the hash of the last posting
 * @param offloaded how many holds are open and in the register only
 * @param open      the open ones that are not, oldest first
 * @param settled   the holds that were captured, released or refused, oldest first
 * @param movements the transactions that it knows again, oldest first
 * @param reversed  the versions of the entries that were corrected
 */
@MessageType(value = "account.state", revision = "3")
record AccountState(AccountId accountId, @Nullable Opening opening, boolean closed, @Nullable Balance balance,
        String chain, int offloaded, List<OpenHold> open, List<SettledHold> settled, List<KnownMovement> movements,
        List<Long> reversed) {

    /** What it was opened with. */
    record Opening(String owner, String currency) {}

    /** A hold with its amount. */
    record OpenHold(HoldId holdId, Money amount) {}

    /** How a hold ended. */
    record SettledHold(HoldId holdId, Ending ending) {}

    /** What a transaction moved. */
    record KnownMovement(TransactionId transactionId, Moved moved) {}

    /** How a hold can end. */
    enum Ending {
        REFUSED, CAPTURED, RELEASED,
        /** Released before it was asked for: the request is still on its way, and waits for an answer. */
        RELEASED_UNASKED
    }
}
