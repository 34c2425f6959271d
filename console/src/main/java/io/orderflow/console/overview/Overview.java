package io.orderflow.console.overview;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The numbers of the whole platform.
 *
 * @param troubles  what is wrong, the worst first
 * @param steps     the processes at each step that has any
 * @param lags      the events that each projection is behind
 */
public record Overview(List<Trouble> troubles, double placedAMinute, double confirmedAMinute, double refusedAMinute,
        long running, long waiting, long stuck, long stalled, long deadLetters, BigDecimal difference, long lag,
        double errorsAMinute, double diskFree, double diskTotal, List<StepCount> steps, List<ProjectionLag> lags) {

    private static final List<String> STEPS = List.of("RESERVING_STOCK", "AUTHORIZING_PAYMENT", "CONFIRMING_ORDER",
            "AWAITING_SHIPMENT", "DELIVERING", "COMPENSATING");
    private static final long LAG_TO_NOTICE = 1000;
    private static final double SHARE_OF_DISK_TO_NOTICE = 0.1;
    private static final long COUNTED = 1000;

    /**
     * The processes at a step.
     *
     * @param oldest the seconds for which the one that has waited longest has made no progress
     */
    public record StepCount(String name, long count, double oldest) {}

    /** How far a projection is behind. */
    public record ProjectionLag(String projection, long events, boolean stalled, long documents) {}

    static Overview of(Metrics metrics, RecentHour hour, Snapshot now) {
        List<StepCount> steps = steps(metrics);
        List<ProjectionLag> lags = lags(metrics);
        long stuck = (long) metrics.max("orderflow_sagas_stuck");
        long stalled = (long) metrics.max("orderflow_sagas_stalled");
        long letters = (long) metrics.largestBy("orderflow_dead_sequences", "group").values().stream()
                .mapToDouble(one -> one).sum();
        BigDecimal difference = metrics.of("orderflow_ledger_difference").map(sample -> BigDecimal.valueOf(
                sample.value()).abs()).reduce(BigDecimal.ZERO, BigDecimal::add).stripTrailingZeros();
        Overview quiet = new Overview(List.of(), hour.aMinute(now, Snapshot::placed),
                hour.aMinute(now, Snapshot::confirmed),
                hour.aMinute(now, Snapshot::rejected) + hour.aMinute(now, Snapshot::cancelled),
                steps.stream().filter(step -> !step.name().equals("AWAITING_SHIPMENT")).mapToLong(StepCount::count)
                        .sum(),
                (long) now.inHand(), stuck, stalled, letters, difference,
                lags.stream().mapToLong(ProjectionLag::events).max().orElse(0), hour.aMinute(now, Snapshot::errors),
                metrics.min("disk_free_bytes"), metrics.max("disk_total_bytes"), steps, lags);
        return quiet.with(troubles(metrics, quiet));
    }

    private static List<StepCount> steps(Metrics metrics) {
        Map<String, Double> counts = metrics.largestBy("orderflow_sagas", "step");
        Map<String, Double> ages = metrics.largestBy("orderflow_sagas_oldest_age_seconds", "step");
        Map<String, StepCount> byName = new LinkedHashMap<>();
        counts.forEach((name, count) -> {
            String step = name.toUpperCase(Locale.ROOT).replace('-', '_');
            byName.put(step, new StepCount(step, count.longValue(), ages.getOrDefault(name, 0.0)));
        });
        return STEPS.stream().map(step -> byName.getOrDefault(step, new StepCount(step, 0, 0))).toList();
    }

    private static List<ProjectionLag> lags(Metrics metrics) {
        Map<String, Double> stalled = metrics.largestBy("orderflow_projection_stalled", "projection");
        Map<String, Double> documents = metrics.largestBy("orderflow_projection_documents", "projection");
        List<ProjectionLag> lags = new ArrayList<>();
        metrics.largestBy("orderflow_projection_lag_events", "projection")
                .forEach((name, events) -> lags.add(new ProjectionLag(name,
                        events.longValue(), stalled.getOrDefault(name, 0.0) > 0,
                        documents.getOrDefault(name, 0.0).longValue())));
        return lags;
    }

    private static List<Trouble> troubles(Metrics metrics, Overview now) {
        List<Trouble> troubles = new ArrayList<>();
        metrics.largestBy("orderflow_dependency_up", "dependency").forEach((name, up) -> {
            if (up == 0) {
                troubles.add(
                        new Trouble("bad", "The platform gets no answer from: " + name + ".", "/server", "Server"));
            }
        });
        metrics.largestBy("orderflow_processor_running", "processor").forEach((name, running) -> {
            if (running == 0) {
                troubles.add(new Trouble("bad", "The event processor " + name + " is paused.", "/server", "Server"));
            }
        });
        if (now.difference().signum() != 0) {
            troubles.add(new Trouble("bad", "The ledger does not balance: debits and credits differ by "
                    + now.difference().toPlainString() + ".", "/ledger", "Trial balance"));
        }
        if (now.stalled() > 0) {
            troubles.add(
                    new Trouble("bad", now.stalled() + (now.stalled() == 1
                            ? " process is stalled: only an operator makes it go on."
                            : " processes are stalled: only an operator makes them go on."),
                            "/sagas?stuckFor=PT10M", "Stuck processes"));
        }
        if (now.stuck() > 0) {
            troubles.add(new Trouble("bad", (now.stuck() >= COUNTED ? "At least " : "") + now.stuck()
                    + (now.stuck() == 1 ? " process has" : " processes have")
                    + " waited for an answer for ten minutes.",
                    "/sagas?stuckFor=PT10M", "Stuck processes"));
        }
        if (now.deadLetters() > 0) {
            troubles.add(new Trouble("bad", now.deadLetters() + (now.deadLetters() == 1 ? " sequence" : " sequences")
                    + " of events could not be handled and "
                    + (now.deadLetters() == 1 ? "waits." : "wait."), "/dead-letters", "Dead letters"));
        }
        now.lags().stream().filter(ProjectionLag::stalled)
                .forEach(lag -> troubles.add(new Trouble("bad", "The projection "
                        + lag.projection() + " cannot go on.", "/projections", "Projections")));
        now.lags().stream().filter(lag -> !lag.stalled() && lag.events() > LAG_TO_NOTICE).forEach(lag -> troubles.add(
                new Trouble("warn", "The projection " + lag.projection() + " is " + lag.events() + " events behind.",
                        "/projections", "Projections")));
        if (metrics.max("orderflow_intake_brake") > 0) {
            troubles.add(new Trouble("warn", "New orders are refused, because processes are behind.", "/server",
                    "Server"));
        }
        if (now.diskTotal() > 0 && now.diskFree() < SHARE_OF_DISK_TO_NOTICE * now.diskTotal()) {
            troubles.add(new Trouble("bad", "The disk is nearly full.", "/server", "Server"));
        }
        if (metrics.sum("orderflow_repeated_failures") > 0) {
            troubles.add(new Trouble("warn", "Something is repeated without success; the platform's log says what.",
                    "/server", "Server"));
        }
        return troubles;
    }

    private Overview with(List<Trouble> found) {
        return new Overview(found, placedAMinute, confirmedAMinute, refusedAMinute, running, waiting, stuck, stalled,
                deadLetters, difference, lag, errorsAMinute, diskFree, diskTotal, steps, lags);
    }

    public double diskShare() {
        return diskTotal == 0 ? 1 : diskFree / diskTotal;
    }
}
