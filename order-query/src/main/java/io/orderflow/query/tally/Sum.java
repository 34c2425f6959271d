package io.orderflow.query.tally;

import com.fasterxml.jackson.annotation.JsonFormat;
import io.orderflow.api.Money;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Money added up over many orders. Unlike {@link Money} it has no upper bound, so that adding to it cannot fail. */
public record Sum(@JsonFormat(shape = JsonFormat.Shape.STRING) BigDecimal amount, String currency) {

    /** Returns the sums with the money added to that of its currency. */
    public static List<Sum> add(List<Sum> sums, Money money) {
        return add(sums, List.of(new Sum(money.amount(), money.currency())));
    }

    /** Adds up currency by currency; the result is in the order of their codes. */
    public static List<Sum> add(List<Sum> sums, List<Sum> more) {
        Map<String, Sum> byCurrency = new TreeMap<>();
        Stream.of(sums, more).flatMap(List::stream).forEach(sum -> byCurrency.merge(sum.currency, sum, Sum::plus));
        return List.copyOf(byCurrency.values());
    }

    /** Takes off currency by currency; the result is in the order of their codes, and may be negative. */
    public static List<Sum> subtract(List<Sum> sums, Money money) {
        return add(sums, List.of(new Sum(money.amount().negate(), money.currency())));
    }

    private Sum plus(Sum other) {
        return new Sum(amount.add(other.amount), currency);
    }
}
