package io.orderflow.axonserver.wire;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The version of a library. */
record Version(int major, int minor, int patch) {

    private static final Pattern FORM = Pattern.compile("(\\d+)\\.(\\d+)(?:\\.(\\d+))?.*");

    /** What follows the numbers is ignored; nothing where there are none. */
    static Optional<Version> parse(@Nullable String text) {
        Matcher matcher = FORM.matcher(text == null ? "" : text);
        return matcher.matches()
                ? Optional.of(new Version(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)),
                        matcher.group(3) == null ? 0 : Integer.parseInt(matcher.group(3))))
                : Optional.empty();
    }

    boolean isBefore(Version other) {
        return major < other.major || major == other.major && minor < other.minor;
    }

    /** Whether the two differ in their patches at most. */
    boolean isOfOneRelease(Version other) {
        return major == other.major && minor == other.minor;
    }

    @Override
    public String toString() {
        return major + "." + minor + '.' + patch;
    }
}
