package io.orderflow.ledger.balance;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import io.orderflow.api.account.AccountId;
import io.orderflow.api.account.AccountQuery.FindAccount;
import io.orderflow.api.account.AccountQuery.ListAccounts;
import io.orderflow.projection.api.ReadModel;
import io.orderflow.projection.api.ReadModels;
import io.orderflow.service.message.Origin;
import io.orderflow.service.message.Page;
import java.util.List;
import org.axonframework.messaging.annotation.MetaDataValue;
import org.axonframework.queryhandling.QueryHandler;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/**
 * Answers the queries about accounts, as they are and as they were. The cursor of their list is the last account of the
 * page before.
 */
final class AccountQueries {

    private static final String ACCOUNT = "_id";

    private final ReadModel<AccountView> accounts;

    AccountQueries(AccountsProjection projection, ReadModels models) {
        this.accounts = models.of(projection);
    }

    @QueryHandler
    AccountView handle(FindAccount query, @MetaDataValue(Origin.OWNER) @Nullable String only) {
        AccountId id = query.accountId();
        return accounts.require(id.value(), query.asOf(), "account " + id.value(),
                account -> account.isVisibleTo(only));
    }

    @QueryHandler
    Page<AccountView> handle(ListAccounts query, @MetaDataValue(Origin.OWNER) @Nullable String only) {
        String asked = query.customerId() == null ? null : query.customerId().value();
        if (only != null && asked != null && !only.equals(asked)) {
            return new Page<>(List.of(), null);
        }
        String customer = only == null ? asked : only;
        Bson ofCustomer = customer == null ? Filters.empty() : Filters.eq("customerId", customer);
        Bson afterCursor = query.cursor() == null
                ? Filters.empty()
                : Filters.gt(ACCOUNT, new AccountId(query.cursor()).value());
        return accounts.page(Filters.and(ofCustomer, afterCursor), Sorts.ascending(ACCOUNT), query.limit(),
                account -> account.accountId().value());
    }
}
