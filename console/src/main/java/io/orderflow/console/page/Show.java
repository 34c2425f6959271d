package io.orderflow.console.page;

import io.orderflow.console.api.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.NumberFormat;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How the pages write amounts, times, identifiers and states: {@code show} in every template. Thread-safe. */
public final class Show {

    static final String NONE = "–";
    private static final DateTimeFormatter EXACT = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS 'UTC'")
            .withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneOffset.UTC);
    private static final int SHORT_ID = 14;
    private static final String[] SIZES = {"B", "KiB", "MiB", "GiB", "TiB"};

    private final Clock clock;

    public Show(Clock clock) {
        this.clock = clock;
    }

    public String money(@Nullable Money money) {
        return money == null ? NONE : amount(money.amount()) + " " + money.currency();
    }

    /** An amount with the fraction digits it came with, and groups of thousands. */
    public String amount(@Nullable BigDecimal amount) {
        if (amount == null) {
            return NONE;
        }
        return grouped((amount.scale() < 0 ? amount.setScale(0) : amount).toPlainString());
    }

    public String number(@Nullable Number number) {
        if (number == null) {
            return NONE;
        }
        if (number instanceof Long || number instanceof Integer) {
            return grouped(number.toString());
        }
        NumberFormat format = NumberFormat.getNumberInstance(Locale.ENGLISH);
        format.setMaximumFractionDigits(1);
        return format.format(number);
    }

    /** Digits with groups of thousands; a format of the JDK would be made anew for each number. */
    private static String grouped(String digits) {
        int first = digits.startsWith("-") ? 1 : 0;
        int point = digits.indexOf('.');
        StringBuilder grouped = new StringBuilder(digits);
        for (int at = (point < 0 ? digits.length() : point) - 3; at > first; at -= 3) {
            grouped.insert(at, ',');
        }
        return grouped.toString();
    }

    /** A count with its noun: {@code 1 order}, {@code 2 orders}. */
    public String count(long count, String noun) {
        return number(count) + " " + noun + (count == 1 ? "" : "s");
    }

    public String percent(double share) {
        return BigDecimal.valueOf(share * 100).setScale(share > 0 && share < 0.1 ? 1 : 0, RoundingMode.HALF_UP) + " %";
    }

    public String bytes(@Nullable Number bytes) {
        if (bytes == null) {
            return NONE;
        }
        double size = bytes.doubleValue();
        int unit = 0;
        while (size >= 1024 && unit < SIZES.length - 1) {
            size /= 1024;
            unit++;
        }
        return (unit == 0 || size >= 100 ? number(Math.round(size)) : number(size)) + " " + SIZES[unit];
    }

    /** The exact time, as it stands when one points at a relative one. */
    public String exact(@Nullable Instant time) {
        return time == null ? NONE : EXACT.format(time);
    }

    /** The time of the day alone. */
    public String clock(@Nullable Instant time) {
        return time == null ? NONE : CLOCK.format(time);
    }

    /** How long ago it was, or how long it will take: {@code 3 min ago}, {@code in 20 s}. */
    public String relative(@Nullable Instant time) {
        if (time == null) {
            return NONE;
        }
        Duration age = Duration.between(time, clock.instant());
        if (age.abs().toMillis() < 1000) {
            return "now";
        }
        return age.isNegative() ? "in " + duration(age.negated()) : duration(age) + " ago";
    }

    /** A duration in its largest unit, or its two largest ones. */
    public String duration(@Nullable Duration duration) {
        if (duration == null) {
            return NONE;
        }
        long seconds = duration.toSeconds();
        if (seconds < 1) {
            return duration.toMillis() + " ms";
        }
        if (seconds < 60) {
            return seconds + " s";
        }
        if (seconds < 3600) {
            return seconds / 60 + " min";
        }
        return seconds < 86_400
                ? seconds / 3600 + " h " + seconds % 3600 / 60 + " min"
                : seconds / 86_400 + " d " + seconds % 86_400 / 3600 + " h";
    }

    public String seconds(@Nullable Number seconds) {
        return seconds == null ? NONE : duration(Duration.ofMillis((long) (seconds.doubleValue() * 1000)));
    }

    /** The beginning and the end of a long identifier. */
    public String shortId(@Nullable String id) {
        if (id == null) {
            return NONE;
        }
        return id.length() <= SHORT_ID ? id : id.substring(0, 6) + "…" + id.substring(id.length() - 6);
    }

    /** {@code AWAITING_PROMOTION} in words. */
    public String words(@Nullable String constant) {
        return constant == null ? NONE : constant.toLowerCase(Locale.ROOT).replace('_', ' ').replace('-', ' ');
    }

    /** How a state looks: one of {@code good}, {@code bad}, {@code busy}, {@code warn} and {@code idle}. */
    public String tone(@Nullable String state) {
        return Tone.of(state).name().toLowerCase(Locale.ROOT);
    }

    /** The sign that says the same as the colour does. */
    public String sign(@Nullable String state) {
        return Tone.of(state).sign();
    }
}
