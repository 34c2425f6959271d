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

    /** Characters, where nothing else is said. */
    public static final int MAX_LENGTH = 64;

    private static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");

    private Identifiers() {}

    /**
     * Returns the value unchanged.
     *
     * @throws InvalidValue where it breaks the rule
     */
    public static String require(String kind, String value) {
        return require(kind, value, MAX_LENGTH);
    }

    /**
     * Returns the value unchanged; for kinds that may be made of another identifier and a prefix.
     *
     * @throws InvalidValue where it breaks the rule
     */
    public static String require(String kind, String value, int maxLength) {
        InvalidValue.require(value != null && isAllowed(value, maxLength), kind + " must be 1 to " + maxLength
                + " letters, digits, '.', '_' or '-', and begin with a letter or a digit");
        return value;
    }

    /** Tells whether the value can be an identifier of at most so many characters. */
    public static boolean isAllowed(String value, int maxLength) {
        return value.length() <= maxLength && ALLOWED.matcher(value).matches();
    }
}
