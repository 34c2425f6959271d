package io.orderflow.platform.chaos;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Freezes and kills each process in its turn, sometimes two at once, for 20 ms to 3 minutes. Which, how and how long is
 * drawn from a seed; when each was really away is written down. One thread lets them happen; the record is read by any.
 */
final class Outages {

    private static final Logger LOG = LoggerFactory.getLogger(Outages.class);
    private static final int SHORTEST_MILLIS = 20;
    private static final Duration LONGEST = Duration.ofMinutes(3);
    /** Steps of an order have 30 s, and are asked three times: around that most can be mistaken. */
    private static final int CRITICAL_FROM_MILLIS = 35_000;
    private static final int CRITICAL_TO_MILLIS = 100_000;
    /** No single outage takes more of the time than that. */
    private static final int SHARE_OF_THE_TIME = 4;

    private final Random random;
    private final Scene scene;
    private final long longestMillis;
    private final Queue<Outage> record = new ConcurrentLinkedQueue<>();
    private final List<CompletableFuture<Void>> returns = new ArrayList<>();

    /** One process was not there in this time. */
    record Outage(String name, Instant began, Instant ended) {

        /** How much of the time between two moments it took. */
        Duration within(Instant from, Instant to) {
            Instant begin = began.isAfter(from) ? began : from;
            Instant end = ended.isBefore(to) ? ended : to;
            return end.isAfter(begin) ? Duration.between(begin, end) : Duration.ZERO;
        }
    }

    Outages(Random random, Scene scene, Duration time) {
        this.random = random;
        this.scene = scene;
        this.longestMillis = Math.min(LONGEST.toMillis(), time.dividedBy(SHARE_OF_THE_TIME).toMillis());
    }

    /** Lets them happen until the time is over, then ends what lasts, and waits until everything is there again. */
    void happen(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        List<String> turn = new ArrayList<>();
        while (System.nanoTime() < end) {
            if (turn.size() < 2) {
                List<String> next = new ArrayList<>(scene.names());
                Collections.shuffle(next, random);
                turn.addAll(next);
            }
            List<String> victims = List.copyOf(turn.subList(0, random.nextInt(4) == 0 ? 2 : 1));
            turn.subList(0, victims.size()).clear();
            boolean kill = random.nextInt(3) == 0;
            long millis = draw();
            long calm = millis / 2 + random.nextInt(5_000);
            LOG.info("{} {} for {} ms, then {} ms of calm", kill ? "kill" : "freeze", victims, millis, calm);
            strike(victims, kill, Math.min(end, System.nanoTime() + millis * 1_000_000));
            Pause.until(Math.min(end, System.nanoTime() + calm * 1_000_000));
        }
        returns.forEach(CompletableFuture::join);
        scene.heal();
    }

    /** Every second one is around what deadlines are about, the others are as often short as long. */
    private long draw() {
        if (longestMillis > CRITICAL_TO_MILLIS && random.nextBoolean()) {
            return CRITICAL_FROM_MILLIS + random.nextInt(CRITICAL_TO_MILLIS - CRITICAL_FROM_MILLIS);
        }
        double ratio = (double) longestMillis / SHORTEST_MILLIS;
        return (long) (SHORTEST_MILLIS * Math.pow(ratio, random.nextDouble()));
    }

    private void strike(List<String> victims, boolean kill, long until) {
        Instant began = Instant.now();
        victims.forEach(kill ? scene::kill : scene::pause);
        Pause.until(until);
        for (String victim : victims) {
            scene.resume(victim);
            scene.restart(victim);
            returns.add(CompletableFuture.runAsync(() -> {
                scene.awaitUp(victim);
                record.add(new Outage(victim, began, Instant.now()));
                LOG.info("{} is there again", victim);
            }, task -> Thread.ofVirtual().start(task)));
        }
    }

    /** Every outage of one of these that touched the time between two moments, by its beginning. */
    List<Outage> of(Collection<String> names, Instant from, Instant to) {
        return record.stream()
                .filter(outage -> names.contains(outage.name()) && !outage.within(from, to).isZero())
                .sorted(Comparator.comparing(Outage::began))
                .toList();
    }

    /** For how long one of these at least was away between two moments; what overlaps counts once. */
    Duration away(Collection<String> names, Instant from, Instant to) {
        Duration away = Duration.ZERO;
        Instant counted = from;
        for (Outage outage : of(names, from, to)) {
            away = away.plus(outage.within(counted, to));
            counted = outage.ended().isAfter(counted) ? outage.ended() : counted;
        }
        return away;
    }

    /** The longest time at a stretch in which all of these were there. */
    Duration longestPresence(Collection<String> names, Instant from, Instant to) {
        Duration longest = Duration.ZERO;
        Instant since = from;
        for (Outage outage : of(names, from, to)) {
            Duration there = Duration.between(since, outage.began());
            longest = there.compareTo(longest) > 0 ? there : longest;
            since = outage.ended().isAfter(since) ? outage.ended() : since;
        }
        Duration there = Duration.between(since, to);
        return there.compareTo(longest) > 0 ? there : longest;
    }

    @Override
    public String toString() {
        return record.stream().map(Outage::toString).collect(Collectors.joining(", "));
    }
}
