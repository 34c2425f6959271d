package io.orderflow.api;

import java.util.regex.Pattern;

/**
 * What every identifier obeys: 1 to 64 characters out of letters, digits, dot, underscore and hyphen, beginning with a
 * letter or a digit, so that one can stand in a URL, a file name and a log line as it is.
 *
 * <p>An aggregate's stream in the event store is named {@code kind:value}, which is what an identifier's
 * {@code toString} gives. A client may so choose the same value for an order and for an account.
 */
public final class Identifiers {

    private static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    private Identifiers() {}

    /**
     * Returns the value unchanged.
     *
     * @throws InvalidValue where it breaks the rule
     */
    public static String require(String kind, String value) {
        InvalidValue.require(value != null && ALLOWED.matcher(value).matches(),
                kind + " must be 1 to 64 letters, digits, '.', '_' or '-', and begin with a letter or a digit");
        return value;
    }
}
