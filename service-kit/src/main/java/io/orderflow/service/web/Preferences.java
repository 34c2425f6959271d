package io.orderflow.service.web;

import java.time.Duration;
import java.util.Enumeration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The preferences of a client, from its {@code Prefer} headers as in RFC 7240. An unknown or unreadable preference is
 * ignored, as that standard asks; of two, the first counts.
 *
 * @param patience     how long the client would rather wait, never longer than {@link #LONGEST}; absent where it does
 *                     not say
 * @param respondAsync whether the client would rather not wait for an answer that takes longer than that
 */
public record Preferences(@Nullable Duration patience, boolean respondAsync) {

    /** The header of the request. */
    public static final String HEADER = "Prefer";
    /** The header of the answer that names the applied preferences. */
    public static final String APPLIED = "Preference-Applied";
    /** The preference of an answer that does not wait. */
    public static final String RESPOND_ASYNC = "respond-async";
    /** No request waits longer than this, whatever it prefers. */
    public static final Duration LONGEST = Duration.ofSeconds(30);

    private static final Pattern WAIT = Pattern.compile("wait\\s*=\\s*\"?(\\d{1,9})\"?\\s*(?:;.*)?",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern ASYNC = Pattern.compile("respond-async\\s*(?:=\\s*(?:\"\")?\\s*)?(?:;.*)?",
            Pattern.CASE_INSENSITIVE);

    /** Reads the values of all {@code Prefer} headers of a request. */
    public static Preferences read(Enumeration<String> headers) {
        Duration patience = null;
        boolean respondAsync = false;
        while (headers.hasMoreElements()) {
            for (String preference : headers.nextElement().split(",")) {
                Matcher wait = WAIT.matcher(preference.strip());
                if (patience == null && wait.matches()) {
                    patience = Duration.ofSeconds(Math.min(Long.parseLong(wait.group(1)), LONGEST.toSeconds()));
                }
                respondAsync |= ASYNC.matcher(preference.strip()).matches();
            }
        }
        return new Preferences(patience, respondAsync);
    }

    /** The applied preference of a client that wished to wait; absent where it had no such wish. */
    public @Nullable String waitApplied() {
        return patience == null ? null : "wait=" + patience.toSeconds();
    }
}
