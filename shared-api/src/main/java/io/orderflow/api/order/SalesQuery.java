package io.orderflow.api.order;

import io.orderflow.api.InvalidValue;
import io.orderflow.api.message.MessageType;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/** The queries about sales. */
public sealed interface SalesQuery {

    /**
     * Lists the sales of each day in UTC from the first day to the last, both included. The range has at most {@value
     * #MAX_DAYS} days of the years 1 to 9999.
     */
    @MessageType("sales.list-days")
    record ListSalesDays(LocalDate from, LocalDate to) implements SalesQuery {

        public static final int MAX_DAYS = 366;

        private static final int DEFAULT_DAYS = 30;

        public ListSalesDays {
            requireUsualYear("from", from);
            requireUsualYear("to", to);
            InvalidValue.require(!from.isAfter(to), "from must not be after to");
            InvalidValue.require(ChronoUnit.DAYS.between(from, to) < MAX_DAYS,
                    "from and to must span at most " + MAX_DAYS + " days");
        }

        /** Lists the {@value #DEFAULT_DAYS} days up to this one. */
        public static ListSalesDays upTo(LocalDate to) {
            requireUsualYear("to", to);
            return new ListSalesDays(to.minusDays(DEFAULT_DAYS - 1), to);
        }

        private static void requireUsualYear(String name, LocalDate date) {
            InvalidValue.require(date.getYear() >= 1 && date.getYear() <= 9999,
                    name + " must be a date of the years 1 to 9999");
        }
    }
}
