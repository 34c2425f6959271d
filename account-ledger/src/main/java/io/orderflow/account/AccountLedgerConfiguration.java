package io.orderflow.account;

import static io.orderflow.service.access.RouteScopes.route;
import static io.orderflow.service.access.Scope.LEDGER_READ;
import static io.orderflow.service.access.Scope.LEDGER_WRITE;
import static io.orderflow.service.access.Scope.OPERATIONS;

import io.orderflow.account.web.AccountWeb;
import io.orderflow.api.message.MessageCatalog;
import io.orderflow.ledger.balance.AccountsReadModel;
import io.orderflow.ledger.correction.Corrections;
import io.orderflow.ledger.holds.HoldsReadModel;
import io.orderflow.ledger.proof.Proofs;
import io.orderflow.ledger.statement.StatementsReadModel;
import io.orderflow.ledger.trial.TrialBalanceReadModel;
import io.orderflow.projection.ProjectionKitConfiguration;
import io.orderflow.service.ServiceKitConfiguration;
import io.orderflow.service.access.RouteScopes;
import io.orderflow.service.aggregate.Aggregates;
import io.orderflow.service.aggregate.RegisterStreams;
import java.util.List;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.modelling.command.Repository;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Sets up accounts and the ledger, with commands and queries. */
@Configuration(proxyBeanMethods = false)
@Import({ServiceKitConfiguration.class, ProjectionKitConfiguration.class, Account.class, AccountWeb.class,
        AccountsReadModel.class, StatementsReadModel.class, HoldsReadModel.class, TrialBalanceReadModel.class,
        Proofs.class, Corrections.class})
public class AccountLedgerConfiguration {

    @Bean
    Repository<Account> accountRepository(Aggregates aggregates) {
        return aggregates.repositoryOf(Account.class);
    }

    @Bean
    Register register(EventStore events) {
        return new EventRegister(new RegisterStreams(events));
    }

    @Bean
    MessageCatalog accountState() {
        return () -> List.of(AccountState.class);
    }

    @Bean
    RouteScopes ledgerScopes() {
        return () -> List.of(
                route("POST", "/accounts", LEDGER_WRITE),
                route("POST", "/accounts/{accountId}/deposits", LEDGER_WRITE),
                route("POST", "/accounts/{accountId}/withdrawals", LEDGER_WRITE),
                route("POST", "/accounts/{accountId}/closure", LEDGER_WRITE),
                route("GET", "/accounts", LEDGER_READ),
                route("GET", "/accounts/{accountId}", LEDGER_READ),
                route("GET", "/accounts/{accountId}/statement", LEDGER_READ),
                route("GET", "/accounts/{accountId}/holds", LEDGER_READ),
                route("GET", "/ledger/trial-balance", OPERATIONS),
                route("GET", "/ledger/accounts/{accountId}/proof", OPERATIONS),
                route("POST", "/ledger/entries/{entryId}/reversal", OPERATIONS));
    }
}
