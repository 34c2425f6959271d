package io.orderflow.ledger.statement;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import io.orderflow.api.InvalidValue;
import io.orderflow.api.account.AccountId;
import io.orderflow.api.account.AccountQuery.FindStatement;
import io.orderflow.ledger.balance.AccountView;
import io.orderflow.ledger.balance.AccountsProjection;
import io.orderflow.ledger.holder.Holder;
import io.orderflow.ledger.holder.HoldersProjection;
import io.orderflow.projection.api.ReadModel;
import io.orderflow.projection.api.ReadModels;
import io.orderflow.service.message.Origin;
import io.orderflow.service.message.Page;
import io.orderflow.service.web.NotFound;
import java.util.List;
import org.axonframework.messaging.annotation.MetaDataValue;
import org.axonframework.queryhandling.QueryHandler;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/** Answers the queries about statements. */
final class StatementQueries {

    private static final Bson NEWEST_FIRST = Sorts.descending("version");

    private final ReadModel<AccountView> accounts;
    private final ReadModel<StatementEntry> entries;
    private final ReadModel<Holder> holders;

    StatementQueries(AccountsProjection accounts, StatementsProjection statements, HoldersProjection holders,
            ReadModels models) {
        this.accounts = models.of(accounts);
        this.entries = models.of(statements);
        this.holders = models.of(holders);
    }

    /**
     * Reads a page. It asks the accounts too, because an account without movements has a statement and an unknown one
     * has not.
     */
    @QueryHandler
    Statement handle(FindStatement query, @MetaDataValue(Origin.OWNER) @Nullable String only) {
        Bson wanted = entriesOf(query.accountId(), query.cursor());
        AccountView account = accounts.find(query.accountId().value())
                .filter(found -> found.isVisibleTo(only))
                .orElseThrow(() -> new NotFound("No account " + query.accountId().value()));
        Holder holder = account.customerId() == null ? null : holders.find(account.customerId().value()).orElse(null);
        Page<StatementEntry> page = entries.page(wanted, NEWEST_FIRST, query.limit(), StatementQueries::cursorAfter);
        List<StatementEntry> items = only == null
                ? page.items()
                : page.items().stream().map(StatementEntry::withoutOperators).toList();
        return Statement.of(account, holder, items, page.next());
    }

    /** Selects the entries below the last entry of the page before, wherever newer entries have been added since. */
    private static Bson entriesOf(AccountId account, @Nullable String cursor) {
        Bson ofAccount = Filters.eq("accountId", account.value());
        return cursor == null ? ofAccount : Filters.and(ofAccount, Filters.lt("version", versionOf(cursor)));
    }

    private static String cursorAfter(StatementEntry last) {
        return Long.toString(last.version());
    }

    private static long versionOf(String cursor) {
        try {
            return Long.parseLong(cursor);
        } catch (NumberFormatException foreign) {
            throw new InvalidValue("cursor must be one that a page of this statement gave as its next");
        }
    }
}
