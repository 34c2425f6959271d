package io.orderflow.service.idempotency;

import io.orderflow.api.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Identifies a request by its caller, its method, its path, and the key that the client chose. */
record RequestKey(String caller, String method, String path, String key) {

    static final String STREAM = "request:";

    private static final int MAX_LENGTH = 255;
    private static final Pattern QUOTED = Pattern.compile("\"((?:[^\"\\\\]|\\\\[\"\\\\])*+)\"");
    private static final Pattern ESCAPED = Pattern.compile("\\\\(.)");

    RequestKey {
        boolean usable = !key.isBlank() && key.length() <= MAX_LENGTH
                && key.chars().allMatch(letter -> letter > ' ' && letter < 127);
        if (!usable) {
            throw new InvalidIdempotencyKey();
        }
    }

    /**
     * The header is a quoted string in the standard's draft, and often sent bare: both are the same key. Within quotes,
     * quotes and backslashes stand behind a backslash.
     *
     * @throws InvalidIdempotencyKey where a quoted string does not end where the header does
     */
    static String unquoted(String header) {
        if (!header.startsWith("\"")) {
            return header;
        }
        Matcher quoted = QUOTED.matcher(header);
        if (!quoted.matches()) {
            throw new InvalidIdempotencyKey();
        }
        return ESCAPED.matcher(quoted.group(1)).replaceAll("$1");
    }

    /**
     * The key as earlier releases took it, with its quotes. The answers that they gave under it still count: otherwise
     * a deposit that is repeated after the change of releases would be made twice.
     *
     * @param header the header as it was sent; longer ones than a key may be were refused then
     */
    RequestKey ofEarlierReleases(String header) {
        return header.length() > MAX_LENGTH ? this : new RequestKey(caller, method, path, header);
    }

    byte[] hash() {
        return Sha256.of(String.join("\n", caller, method, path, key).getBytes(StandardCharsets.UTF_8));
    }

    /** The stream that keeps the outcome of the request. */
    String stream() {
        return STREAM + HexFormat.of().formatHex(hash());
    }
}
