package io.orderflow.api.customer;

import io.orderflow.api.InvalidValue;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The rule of an e-mail address: what a browser takes in a field for one, and short enough for SMTP. An address that
 * obeys it has no white space and no line break, so it cannot add a header to a message.
 */
public final class EmailAddress {

    /** The most characters that SMTP carries (RFC 5321). */
    public static final int MAX_LENGTH = 254;

    /** The form of an address, as a regular expression that every client's language reads. */
    public static final String PATTERN = "^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}"
            + "@[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?(\\.[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*$";

    private static final Pattern ALLOWED = Pattern.compile(PATTERN);

    private EmailAddress() {}

    /**
     * Returns the address unchanged.
     *
     * @throws InvalidValue where it breaks the rule
     */
    public static String require(String name, @Nullable String address) {
        if (address == null || address.length() > MAX_LENGTH || !ALLOWED.matcher(address).matches()) {
            throw new InvalidValue(name + " must be an e-mail address of at most " + MAX_LENGTH
                    + " characters, such as ada@example.org");
        }
        return address;
    }
}
