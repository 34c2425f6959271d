package io.orderflow.api;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** Reads the times, dates and durations of requests. All requests share one spelling and one range. */
public final class Times {

    /** The spelling of a moment as problem details and the API description state it. */
    public static final String MOMENT = "a time with its offset (2026-01-31T12:00:00Z), or a date (2026-01-31), which "
            + "means the end of that day in UTC; of the years 1 to 9999";

    /** The form of a moment, as a regular expression. */
    public static final String MOMENT_FORM = "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
            + "(T([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\\.[0-9]{1,9})?)?(Z|[+-][0-9]{2}:[0-9]{2}))?$";
    /** The form of a duration, as a regular expression. */
    public static final String DURATION_FORM = "^P[0-9DTHMS.]{2,30}$";

    private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");
    private static final Pattern TIME = Pattern.compile(
            "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2}(\\.[0-9]{1,9})?)?(Z|[+-][0-9]{2}:[0-9]{2})",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern DURATION = Pattern.compile(DURATION_FORM);

    private Times() {}

    /**
     * Reads a moment. A plus sign that was not encoded arrives as a space, which no time has.
     *
     * @throws InvalidValue where the text is neither a time with its offset nor a date, or not of the years 1 to 9999
     */
    public static Instant moment(String name, String text) {
        return read(name, MOMENT, () -> {
            String time = text.replace(' ', '+');
            if (DATE.matcher(time).matches()) {
                return date(name, time).plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant().minusNanos(1);
            }
            requireForm(TIME, time);
            OffsetDateTime utc = OffsetDateTime.parse(time).withOffsetSameInstant(ZoneOffset.UTC);
            requireUsual(utc.getYear());
            return utc.toInstant();
        });
    }

    /** @throws InvalidValue where the text is no date of the years 1 to 9999 */
    public static LocalDate date(String name, String text) {
        return read(name, "a date of the years 1 to 9999, such as 2026-01-31", () -> {
            requireForm(DATE, text);
            LocalDate date = LocalDate.parse(text);
            requireUsual(date.getYear());
            return date;
        });
    }

    /** @throws InvalidValue where the text is no duration, zero or more */
    public static Duration duration(String name, String text) {
        return read(name, "a duration, such as PT10M for ten minutes", () -> {
            requireForm(DURATION, text);
            return Duration.parse(text);
        });
    }

    private static <T> T read(String name, String what, Supplier<T> reader) {
        try {
            return reader.get();
        } catch (DateTimeException noSuchTime) {
            throw new InvalidValue(name + " must be " + what);
        }
    }

    private static void requireForm(Pattern form, String text) {
        if (!form.matcher(text).matches()) {
            throw new DateTimeException(text);
        }
    }

    private static void requireUsual(int year) {
        if (year < 1 || year > 9999) {
            throw new DateTimeException("year " + year);
        }
    }
}
