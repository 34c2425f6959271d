package io.orderflow.gateway.composition;

import io.orderflow.api.InvalidValue;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The place in a list of several services at which a page ended. It is an opaque text to clients.
 *
 * @param service the service that the list goes on with
 * @param within  that service's own cursor, absent where its items begin
 */
record ListCursor(String service, @Nullable String within) {

    private static final String SEPARATOR = " ";

    /** @throws InvalidValue where the text is no cursor of a list of these services */
    static ListCursor parse(@Nullable String text, List<String> services) {
        if (text == null) {
            return new ListCursor(services.getFirst(), null);
        }
        try {
            String[] parts = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8)
                    .split(SEPARATOR, 2);
            if (services.contains(parts[0])) {
                return new ListCursor(parts[0], parts.length == 1 ? null : parts[1]);
            }
        } catch (IllegalArgumentException foreign) {
            // As any other text that is no cursor.
        }
        throw new InvalidValue("cursor must be the next of the page before");
    }

    String text() {
        String plain = within == null ? service : service + SEPARATOR + within;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(plain.getBytes(StandardCharsets.UTF_8));
    }
}
