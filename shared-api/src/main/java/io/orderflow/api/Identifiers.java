package io.orderflow.api;

import java.util.regex.Pattern;

/**
 * The rule of all identifiers: an identifier has 1 to 64 letters, digits, dots, underscores and hyphens, and begins
 * with a letter or a digit. So it needs no escaping in a URL, a file name or a log line.
 *
 * <p>An aggregate's stream in the event store is named {@code kind:value}, which is what an identifier's
 * {@code toString} gives. So a client may choose the same value for an order and for an account.
 */
public final class Identifiers {

    /** The most characters of an identifier, unless its kind allows more. */
    public static final int MAX_LENGTH = 64;

    /** The form of every identifier, as a regular expression. */
    public static final String PATTERN = "^[A-Za-z0-9][A-Za-z0-9._-]*$";

    private static final Pattern ALLOWED = Pattern.compile(PATTERN);

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
     * Returns the value unchanged. Kinds of identifiers that consist of a prefix and another identifier allow more
     * characters.
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
