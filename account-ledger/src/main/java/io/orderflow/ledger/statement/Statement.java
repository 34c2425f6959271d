package io.orderflow.ledger.statement;

import io.orderflow.api.account.AccountId;
import io.orderflow.api.message.MessageType;
import io.orderflow.api.message.Personal;
import io.orderflow.api.order.CustomerId;
import io.orderflow.ledger.balance.AccountView;
import io.orderflow.ledger.holder.Holder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of the statement of an account, and to whom the account belongs.
 *
 * @param customerId    absent where it belongs to no customer
 * @param customerName  the customer's present name; absent where the ledger knows of no registration of the customer
 * @param customerKnown whether it knows of one
 * @param items         what operators asked for is not told to the customer with their names and reasons
 * @param next          the cursor with which a client asks for the next page, absent where this is the last
 */
@MessageType("view.statement")
record Statement(AccountId accountId, @Nullable CustomerId customerId, @Personal @Nullable String customerName,
        boolean customerKnown, List<StatementEntry> items, @Nullable String next) {

    static Statement of(AccountView account, @Nullable Holder holder, List<StatementEntry> items,
            @Nullable String next) {
        return new Statement(account.accountId(), account.customerId(), holder == null ? null : holder.name(),
                holder != null, items, next);
    }
}
