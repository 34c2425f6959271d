package io.orderflow.console.page;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Moments as forms have them: without a zone, and in UTC. */
public final class Moments {

    private static final DateTimeFormatter FIELD = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss");

    private Moments() {}

    /**
     * The moment in a field, as the HTTP interface takes it. What is no moment is passed on as it is, so that the
     * platform says what is wrong with it.
     */
    public static @Nullable String ofField(@Nullable String field) {
        if (field == null || field.isBlank()) {
            return null;
        }
        try {
            return LocalDateTime.parse(field.strip()).toInstant(ZoneOffset.UTC).toString();
        } catch (DateTimeParseException other) {
            return field.strip();
        }
    }

    /** The moment that the HTTP interface is asked for; null where that is a position or anything else. */
    public static @Nullable Instant asked(@Nullable String moment) {
        try {
            return moment == null ? null : Instant.parse(moment);
        } catch (DateTimeParseException other) {
            return null;
        }
    }

    /** A moment as a field shows it, to the second. */
    public static String inField(Instant moment) {
        return FIELD.format(moment.truncatedTo(ChronoUnit.SECONDS).atOffset(ZoneOffset.UTC));
    }
}
