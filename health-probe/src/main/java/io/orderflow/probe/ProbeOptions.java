package io.orderflow.probe;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the probe was told.
 *
 * @param url         whom to ask
 * @param authority   the certificates that vouch for the process (PEM)
 * @param certificate the certificate to show (PEM), with its key
 * @param header      {@code NAME=FILE}: a header, and the file with its value
 */
record ProbeOptions(String url, @Nullable Path authority, @Nullable Path certificate, @Nullable Path key,
        @Nullable String header) {

    private static final Set<String> NAMES = Set.of("--ca", "--cert", "--key", "--header");

    static ProbeOptions of(List<String> arguments) {
        if (arguments.isEmpty() || arguments.size() % 2 == 0) {
            throw new IllegalArgumentException("Needs a URL, then options with a value each: " + NAMES);
        }
        Map<String, String> values = new HashMap<>();
        for (int i = 1; i < arguments.size(); i += 2) {
            if (!NAMES.contains(arguments.get(i))) {
                throw new IllegalArgumentException("Unknown option " + arguments.get(i) + "; there are " + NAMES);
            }
            values.put(arguments.get(i), arguments.get(i + 1));
        }
        String header = values.get("--header");
        if (header != null && !header.contains("=")) {
            throw new IllegalArgumentException("--header is NAME=FILE, not " + header);
        }
        if (values.containsKey("--cert") != values.containsKey("--key")) {
            throw new IllegalArgumentException("--cert and --key belong together");
        }
        return new ProbeOptions(arguments.getFirst(), path(values.get("--ca")), path(values.get("--cert")),
                path(values.get("--key")), header);
    }

    private static @Nullable Path path(@Nullable String value) {
        return value == null ? null : Path.of(value);
    }
}
