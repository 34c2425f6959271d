package io.orderflow.ledger.balance;

import io.orderflow.api.account.AccountId;
import io.orderflow.api.account.AccountQuery.FindAccount;
import io.orderflow.projection.ReadModel;
import io.orderflow.projection.ReadModels;
import io.orderflow.projection.history.AsOf;
import io.orderflow.projection.history.TimeTravel;
import io.orderflow.service.web.NotFound;
import java.util.Optional;
import org.axonframework.queryhandling.QueryHandler;

/** Finds accounts, as they are and as they were. */
final class AccountFinder {

    private final AccountsProjection projection;
    private final ReadModel<AccountView> accounts;
    private final TimeTravel timeTravel;

    AccountFinder(AccountsProjection projection, ReadModels models, TimeTravel timeTravel) {
        this.projection = projection;
        this.accounts = models.of(projection);
        this.timeTravel = timeTravel;
    }

    @QueryHandler
    AccountView handle(FindAccount query) {
        AccountId id = query.accountId();
        Optional<AccountView> account = query.asOf() == null
                ? accounts.find(id.value())
                : timeTravel.find(projection, id.value(), AsOf.parse(query.asOf()));
        return account.orElseThrow(() -> new NotFound(
                query.asOf() == null ? "No account " + id.value() : "No account " + id.value() + " at that time"));
    }
}
