package io.orderflow.ledger.statement;

import io.orderflow.api.account.AccountQuery.FindStatement;
import io.orderflow.api.message.MessageCatalog;
import io.orderflow.ledger.holder.HoldersProjection;
import java.util.List;
import org.springframework.context.annotation.Import;

/** Imports the read model of statements, and names its messages. */
@Import({HoldersProjection.class, StatementsProjection.class, StatementQueries.class, StatementController.class,
        StatementCsv.class})
public final class StatementsReadModel implements MessageCatalog {

    @Override
    public List<Class<?>> types() {
        return List.of(FindStatement.class, Statement.class);
    }
}
