package io.orderflow.ledger.holds;

import io.orderflow.api.account.AccountQuery.FindHolds;
import io.orderflow.api.message.MessageCatalog;
import java.util.List;
import org.springframework.context.annotation.Import;

/** Imports the queries about open holds, and names their messages. */
@Import({HoldQueries.class, HoldController.class})
public final class HoldsReadModel implements MessageCatalog {

    @Override
    public List<Class<?>> types() {
        return List.of(FindHolds.class, AccountHolds.class);
    }
}
