package io.orderflow.account;

import io.orderflow.account.web.AccountController;
import io.orderflow.api.account.AccountQuery;
import io.orderflow.ledger.balance.AccountFinder;
import io.orderflow.ledger.balance.AccountQueryController;
import io.orderflow.ledger.balance.AccountView;
import io.orderflow.ledger.balance.AccountsProjection;
import io.orderflow.ledger.statement.StatementController;
import io.orderflow.ledger.statement.StatementFinder;
import io.orderflow.ledger.statement.StatementPage;
import io.orderflow.ledger.statement.StatementsProjection;
import io.orderflow.ledger.trial.JournalProjection;
import io.orderflow.ledger.trial.TrialBalance;
import io.orderflow.ledger.trial.TrialBalanceController;
import io.orderflow.ledger.trial.TrialBalanceFinder;
import io.orderflow.projection.ProjectionKitConfiguration;
import io.orderflow.service.ServiceKitConfiguration;
import io.orderflow.service.message.MessageCatalog;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Accounts and the ledger: both sides, commands and queries. */
@Configuration(proxyBeanMethods = false)
@Import({ServiceKitConfiguration.class, ProjectionKitConfiguration.class, Account.class, AccountController.class,
        AccountsProjection.class, AccountFinder.class, AccountQueryController.class, StatementsProjection.class,
        StatementFinder.class, StatementController.class, JournalProjection.class, TrialBalanceFinder.class,
        TrialBalanceController.class})
public class AccountLedgerConfiguration {

    @Bean
    MessageCatalog accountLedgerQueries() {
        return () -> List.of(AccountQuery.class, AccountView.class, StatementPage.class, TrialBalance.class);
    }
}
