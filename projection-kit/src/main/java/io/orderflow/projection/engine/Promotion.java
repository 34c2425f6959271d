package io.orderflow.projection.engine;

import com.fasterxml.jackson.annotation.JsonValue;
import io.orderflow.api.InvalidValue;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Decides when the collection that a rebuild has made begins to serve: as soon as it has been compared, or when an
 * operator says so.
 */
public enum Promotion {
    AUTO, MANUAL;

    /**
     * Reads {@code auto} or {@code manual}; absent means auto.
     *
     * @throws InvalidValue where the text is neither
     */
    public static Promotion parse(@Nullable String text) {
        return text == null
                ? AUTO
                : Arrays.stream(values())
                        .filter(promotion -> promotion.text().equals(text))
                        .findAny()
                        .orElseThrow(() -> new InvalidValue("promote must be auto or manual"));
    }

    @JsonValue
    String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
