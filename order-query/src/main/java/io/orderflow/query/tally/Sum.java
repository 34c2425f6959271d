package io.orderflow.query.tally;

import com.fasterxml.jackson.annotation.JsonFormat;
import io.orderflow.api.Money;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Money added up over many orders. Unlike {@link Money} it has no upper bound, so that adding to it cannot fail. */
public record Sum(@JsonFormat(shape = JsonFormat.Shape.STRING) BigDecimal amount, String currency) {

    /** Returns the sums, one a currency and in the order of its code, with the money added to that of its currency. */
    public static List<Sum> add(List<Sum> sums, Money money) {
        Map<String, Sum> byCurrency = new TreeMap<>();
        sums.forEach(sum -> byCurrency.put(sum.currency, sum));
        byCurrency.merge(money.currency(), new Sum(money.amount(), money.currency()), Sum::plus);
        return List.copyOf(byCurrency.values());
    }

    private Sum plus(Sum other) {
        return new Sum(amount.add(other.amount), currency);
    }
}
