package io.orderflow.query.sales;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import io.orderflow.api.order.SalesQuery.ListSalesDays;
import io.orderflow.projection.api.ReadModel;
import io.orderflow.projection.api.ReadModels;
import java.time.LocalDate;
import java.util.List;
import org.axonframework.queryhandling.QueryHandler;

/** Answers the queries about sales. The days are asked for by name, which is fast on every database. */
final class SalesQueries {

    private static final String DAY = "_id";

    private final ReadModel<SalesDay> days;

    SalesQueries(ReadModels models, SalesProjection projection) {
        this.days = models.of(projection);
    }

    @QueryHandler
    SalesReport handle(ListSalesDays query) {
        List<String> wanted = query.from().datesUntil(query.to().plusDays(1)).map(LocalDate::toString).toList();
        return SalesReport.of(query.from().toString(), query.to().toString(),
                days.find(Filters.in(DAY, wanted), Sorts.ascending(DAY), wanted.size()));
    }
}
