package io.orderflow.projection.freshness;

import java.time.Duration;
import java.util.Enumeration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How long a client prefers to wait, out of the {@code Prefer} headers as in RFC 7240. Whatever is no such preference,
 * or is none that can be read, is ignored, as that standard asks.
 *
 * @param applied the preference as it is told to the client that it was followed
 */
record Preference(Duration patience, String applied) {

    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final Pattern WAIT = Pattern.compile("wait\\s*=\\s*\"?(\\d{1,9})\"?\\s*(?:;.*)?",
            Pattern.CASE_INSENSITIVE);

    /** The first one counts. More than 30 seconds are taken for 30. */
    static Optional<Preference> read(Enumeration<String> headers) {
        while (headers.hasMoreElements()) {
            for (String preference : headers.nextElement().split(",")) {
                Matcher wait = WAIT.matcher(preference.strip());
                if (wait.matches()) {
                    long seconds = Math.min(Long.parseLong(wait.group(1)), LONGEST.toSeconds());
                    return Optional.of(new Preference(Duration.ofSeconds(seconds), "wait=" + seconds));
                }
            }
        }
        return Optional.empty();
    }
}
