package io.orderflow.audit;

import io.orderflow.ledger.balance.AccountsProjection;
import io.orderflow.ledger.statement.StatementsProjection;
import io.orderflow.ledger.trial.JournalDays;
import io.orderflow.ledger.trial.JournalMinutes;
import io.orderflow.ledger.trial.JournalProjection;
import io.orderflow.projection.api.Projection;
import io.orderflow.query.customers.CustomersProjection;
import io.orderflow.query.history.HistoryProjection;
import io.orderflow.query.orders.OrdersProjection;
import io.orderflow.query.sagas.SagasProjection;
import io.orderflow.query.sales.SalesProjection;
import io.orderflow.query.stock.StockProjection;
import java.util.List;

/** Every read model there is. */
final class AuditedProjections {

    private AuditedProjections() {}

    static List<Projection<?>> all() {
        return List.of(new OrdersProjection(), new HistoryProjection(), new CustomersProjection(),
                new StockProjection(), new SalesProjection(), new SagasProjection(), new AccountsProjection(),
                new StatementsProjection(), new JournalProjection(), new JournalDays(), new JournalMinutes());
    }
}
