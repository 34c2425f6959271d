package io.orderflow.api;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * An amount of one currency, zero or more, always with exactly the decimals of that currency: {@code 18.00 USD},
 * {@code 1800 JPY}. At most 15 digits stand before the decimal point.
 *
 * @param amount   the amount, in units of the currency
 * @param currency an ISO 4217 code
 */
public record Money(@JsonFormat(shape = JsonFormat.Shape.STRING) BigDecimal amount, String currency) {

    private static final Pattern PLAIN = Pattern.compile("-?\\d{1,30}(\\.\\d{1,30})?");
    /** Codes that the JDK knows, but that ISO 4217 had withdrawn by January 2026. */
    private static final Set<String> WITHDRAWN = Set
            .of(("ADP AFA ANG ATS AYM AZM BEF BGL BGN BYB BYR CSD CUC CYP DEM EEK ESP FIM FRF GHC GRD GWP HRK IEP ITL "
                    + "LTL LUF LVL MGF MRO MTL MZM NLG PTE ROL RUR SDD SIT SKK SLL SRG STD TMM TPE TRL USS VEB VEF YUM ZMK ZWD ZWL ZWN ZWR")
                    .split(" "));
    private static final BigDecimal UPPER_BOUND = BigDecimal.TEN.pow(15);

    public Money {
        int decimals = decimalsOf(currency);
        InvalidValue.require(amount != null, "amount is missing");
        // The magnitude is checked before setScale, which would expand an exponent such as 1E+999999999 in memory.
        InvalidValue.require(amount.signum() >= 0, "amount must not be negative");
        InvalidValue.require(amount.precision() - (long) amount.scale() <= 15 && amount.scale() <= 64,
                "amount must be below " + UPPER_BOUND.toPlainString());
        amount = atScale(amount, decimals, currency);
    }

    /**
     * Reads an amount in plain decimal notation; exponents, signs but a minus, and numbers instead of text are
     * refused.
     */
    @JsonCreator
    public static Money of(@JsonProperty("amount") String amount, @JsonProperty("currency") String currency) {
        InvalidValue.require(amount != null, "amount is missing");
        InvalidValue.require(PLAIN.matcher(amount).matches(), "amount must be a decimal number such as \"18.00\"");
        return new Money(new BigDecimal(amount), currency);
    }

    public static Money zero(String currency) {
        return new Money(BigDecimal.ZERO, currency);
    }

    public Money plus(Money other) {
        requireSameCurrency(other);
        return new Money(amount.add(other.amount), currency);
    }

    /** @throws InvalidValue where the other amount is the larger */
    public Money minus(Money other) {
        requireSameCurrency(other);
        return new Money(amount.subtract(other.amount), currency);
    }

    public Money times(long factor) {
        return new Money(amount.multiply(BigDecimal.valueOf(factor)), currency);
    }

    public boolean isLessThan(Money other) {
        requireSameCurrency(other);
        return amount.compareTo(other.amount) < 0;
    }

    @JsonIgnore
    public boolean isZero() {
        return amount.signum() == 0;
    }

    public boolean hasCurrencyOf(Money other) {
        return currency.equals(other.currency);
    }

    /** Returns this amount unchanged. */
    public Money requirePositive(String name) {
        InvalidValue.require(amount.signum() > 0, name + " must be more than zero");
        return this;
    }

    /**
     * Returns the code unchanged where it is a currency of ISO 4217 that is in use. Requests call this check. Stored
     * amounts in a withdrawn currency can still be read.
     */
    public static String requireCurrencyInUse(String currency) {
        decimalsOf(currency);
        InvalidValue.require(!WITHDRAWN.contains(currency), currency + " is not in use any more");
        return currency;
    }

    private void requireSameCurrency(Money other) {
        InvalidValue.require(hasCurrencyOf(other), "cannot combine " + currency + " with " + other.currency);
    }

    private static BigDecimal atScale(BigDecimal amount, int decimals, String currency) {
        try {
            return amount.setScale(decimals, RoundingMode.UNNECESSARY);
        } catch (ArithmeticException tooManyDecimals) {
            throw new InvalidValue("amount of " + currency + " must have at most " + decimals + " decimals");
        }
    }

    private static int decimalsOf(String currency) {
        InvalidValue.require(currency != null, "currency is missing");
        try {
            int decimals = Currency.getInstance(currency).getDefaultFractionDigits();
            InvalidValue.require(decimals >= 0, currency + " has no minor unit");
            return decimals;
        } catch (IllegalArgumentException unknown) {
            throw new InvalidValue("currency must be a code of ISO 4217");
        }
    }

    @Override
    public String toString() {
        return amount.toPlainString() + " " + currency;
    }
}
