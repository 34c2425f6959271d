package io.orderflow.console.overview;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * The counters of the last hour, one snapshot every ten seconds at most. It begins when the console does, and has gaps
 * while nobody looks and the platform asks for tokens. Thread-safe.
 */
final class RecentHour {

    static final Duration STEP = Duration.ofSeconds(10);
    private static final int MAX_SNAPSHOTS = 360;
    private static final JsonMapper JSON = new JsonMapper();

    private final Deque<Snapshot> snapshots = new ArrayDeque<>();

    synchronized void add(Snapshot snapshot) {
        Snapshot last = snapshots.peekLast();
        if (last != null && Duration.between(last.at(), snapshot.at()).compareTo(STEP.minusSeconds(1)) < 0) {
            return;
        }
        if (snapshots.size() == MAX_SNAPSHOTS) {
            snapshots.removeFirst();
        }
        snapshots.addLast(snapshot);
    }

    private synchronized List<Snapshot> all() {
        return List.copyOf(snapshots);
    }

    /** How many orders were placed in the last minute, or in the time since the first snapshot, as of a minute. */
    double aMinute(Snapshot now, ToDoubleFunction<Snapshot> counter) {
        Snapshot before = null;
        for (Snapshot one : all()) {
            if (before == null || !one.at().isAfter(now.at().minusSeconds(60))) {
                before = one;
            }
        }
        return before == null ? 0 : rate(before, now, counter);
    }

    private static double rate(Snapshot from, Snapshot to, ToDoubleFunction<Snapshot> counter) {
        double seconds = Duration.between(from.at(), to.at()).toMillis() / 1000.0;
        // A counter that is smaller than before has begun anew, with its process.
        double counted = counter.applyAsDouble(to) - counter.applyAsDouble(from);
        return seconds <= 0 || counted < 0 ? 0 : counted * 60 / seconds;
    }

    Instant since(Instant now) {
        List<Snapshot> all = all();
        return all.isEmpty() ? now : all.getFirst().at();
    }

    /** The orders a minute by their outcome, for a chart. */
    String orders() {
        return chart(1, List.of(line("placed", "accent", null), line("confirmed", "good", null),
                line("rejected", "bad", List.of(6, 4)), line("cancelled", "warn", List.of(2, 3))),
                List.of(Snapshot::placed, Snapshot::confirmed, Snapshot::rejected, Snapshot::cancelled), true);
    }

    /** The requests in hand and the lag of the slowest projection, for a chart. */
    String load() {
        return chart(1, List.of(line("requests in hand", "accent", null), line("lag, events", "warn", List.of(6, 4))),
                List.of(Snapshot::inHand, Snapshot::lag), false);
    }

    private record ChartLine(String label, String tone, @Nullable List<Integer> dash,
            List<Double> values) {}

    private static ChartLine line(String label, String tone, @Nullable List<Integer> dash) {
        return new ChartLine(label, tone, dash, List.of());
    }

    private String chart(double least, List<ChartLine> lines, List<ToDoubleFunction<Snapshot>> values, boolean asRate) {
        List<Snapshot> all = all();
        List<Long> x = new ArrayList<>();
        List<List<Double>> y = new ArrayList<>();
        values.forEach(any -> y.add(new ArrayList<>()));
        for (int i = 1; i < all.size(); i++) {
            x.add(all.get(i).at().getEpochSecond());
            for (int v = 0; v < values.size(); v++) {
                double value = asRate
                        ? rate(all.get(i - 1), all.get(i), values.get(v))
                        : values.get(v).applyAsDouble(all.get(i));
                y.get(v).add(Math.round(value * 10) / 10.0);
            }
        }
        List<ChartLine> series = new ArrayList<>();
        for (int v = 0; v < lines.size(); v++) {
            series.add(new ChartLine(lines.get(v).label(), lines.get(v).tone(), lines.get(v).dash(), y.get(v)));
        }
        return JSON.writeValueAsString(Map.of("x", x, "series", series, "least", least));
    }
}
