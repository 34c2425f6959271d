package io.orderflow.audit;

import io.orderflow.account.AccountLedgerConfiguration;
import io.orderflow.projection.api.Projection;
import io.orderflow.projection.api.ProjectionDiscovery;
import io.orderflow.query.OrderQueryConfiguration;
import java.util.List;
import java.util.stream.Stream;

/** The projections of all modules that have any. */
final class AuditedProjections {

    private AuditedProjections() {}

    static List<Projection<?>> all() {
        return Stream.<Class<?>>of(OrderQueryConfiguration.class, AccountLedgerConfiguration.class)
                .<Projection<?>>flatMap(module -> ProjectionDiscovery.importedBy(module).stream())
                .toList();
    }
}
