package io.orderflow.ledger.holds;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import io.orderflow.api.InvalidValue;
import io.orderflow.api.account.AccountQuery.FindHolds;
import io.orderflow.ledger.balance.AccountView;
import io.orderflow.ledger.balance.AccountsProjection;
import io.orderflow.ledger.statement.StatementEntry;
import io.orderflow.ledger.statement.StatementsProjection;
import io.orderflow.projection.api.ReadModel;
import io.orderflow.projection.api.ReadModels;
import io.orderflow.service.message.Origin;
import io.orderflow.service.message.Page;
import java.util.List;
import org.axonframework.messaging.annotation.MetaDataValue;
import org.axonframework.queryhandling.QueryHandler;
import org.jspecify.annotations.Nullable;

/**
 * Answers the query about open holds from the entries of the account's statement, the newest first, up to a limit: open
 * holds are nearly always among the last entries, and the account tells when all are found.
 */
final class HoldQueries {

    static final int MAX_SEARCHED = 10_000;

    private static final int ENTRIES_AT_ONCE = 500;

    private final ReadModel<AccountView> accounts;
    private final ReadModel<StatementEntry> entries;

    HoldQueries(AccountsProjection accounts, StatementsProjection statements, ReadModels models) {
        this.accounts = models.of(accounts);
        this.entries = models.of(statements);
    }

    @QueryHandler
    AccountHolds handle(FindHolds query, @MetaDataValue(Origin.OWNER) @Nullable String only) {
        long below = below(query.cursor());
        String id = query.accountId().value();
        AccountView account = accounts.require(id, null, "account " + id, view -> view.isVisibleTo(only));
        HoldSearch search = searched(account);
        Page<HoldView> page = Page.of(search.open().stream().filter(hold -> hold.version() < below).toList(),
                query.limit(), hold -> String.valueOf(hold.version()));
        return new AccountHolds(account.accountId(), account.held(), search.older(), page.items(), page.next());
    }

    private HoldSearch searched(AccountView account) {
        HoldSearch search = new HoldSearch(account.held());
        long below = account.version() + 1;
        for (int searched = 0; searched < MAX_SEARCHED && !search.isDone(); searched += ENTRIES_AT_ONCE) {
            List<StatementEntry> found = entries.find(
                    Filters.and(Filters.eq("accountId", account.accountId().value()), Filters.lt("version", below)),
                    Sorts.descending("version"), ENTRIES_AT_ONCE);
            found.forEach(search::show);
            if (found.size() < ENTRIES_AT_ONCE) {
                break;
            }
            below = found.getLast().version();
        }
        return search;
    }

    private static long below(@Nullable String cursor) {
        InvalidValue.require(cursor == null || cursor.matches("[0-9]{1,18}"),
                "cursor must be the next of the page before");
        return cursor == null ? Long.MAX_VALUE : Long.parseLong(cursor);
    }
}
