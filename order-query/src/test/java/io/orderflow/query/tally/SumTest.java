package io.orderflow.query.tally;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.api.Money;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

class SumTest {

    @Test
    void keepsCurrenciesApartAndInOrder() {
        // given
        List<Sum> sums = Sum.add(Sum.add(List.of(), Money.of("2.00", "USD")), Money.of("3.50", "EUR"));
        // when
        List<Sum> more = Sum.add(sums, Money.of("0.25", "USD"));
        // then
        assertThat(more).containsExactly(new Sum(new BigDecimal("3.50"), "EUR"), new Sum(new BigDecimal("2.25"),
                "USD"));
    }

    @Test
    void growsBeyondWhatOneAmountMayBe() {
        Money largest = Money.of("999999999999999.99", "USD");

        List<Sum> sums = Sum.add(Sum.add(List.of(), largest), largest);

        assertThat(sums).containsExactly(new Sum(new BigDecimal("1999999999999999.98"), "USD"));
    }
}
