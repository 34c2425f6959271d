package io.orderflow.api.order;

import io.orderflow.api.InvalidValue;
import io.orderflow.api.message.MessageType;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/** What can be asked about sales. */
public sealed interface SalesQuery {

    /** The sales of each day in UTC from the first to the last, both included; at most {@value #MAX_DAYS} days. */
    @MessageType("sales.list-days")
    record ListSalesDays(LocalDate from, LocalDate to) implements SalesQuery {

        public static final int MAX_DAYS = 366;

        public ListSalesDays {
            InvalidValue.require(!from.isAfter(to), "from must not be after to");
            InvalidValue.require(ChronoUnit.DAYS.between(from, to) < MAX_DAYS,
                    "from and to must be at most " + MAX_DAYS + " days apart");
        }
    }
}
