package io.orderflow.platform.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** What goes wrong in a round, and when: drawn from a seed, so that it can be drawn again. */
final class Faults {

    private static final int MAX_DOWN_MILLIS = 3_000;
    private static final int MAX_PAUSE_MILLIS = 5_000;
    private static final int MAX_DELAY_MILLIS = 4_000;
    private static final int MAX_CHUNK_MILLIS = 60;

    private final Random random;
    private final int roundMillis;
    private final List<Moment> moments = new ArrayList<>();
    private final List<String> names = new ArrayList<>();

    /** Something that is done to the scene, so long after the beginning of the round. */
    private record Moment(int millis, Consumer<Scene> action) {}

    private Faults(Random random, Duration round) {
        this.random = random;
        this.roundMillis = (int) round.toMillis();
    }

    static Faults draw(Random random, Duration round, List<String> processes, int connections) {
        Faults faults = new Faults(random, round);
        List<String> victims = new ArrayList<>(processes);
        Collections.shuffle(victims, random);
        int kills = 1 + random.nextInt(2);
        int pauses = 1 + random.nextInt(2);
        victims.subList(0, kills).forEach(faults::kill);
        victims.subList(kills, kills + pauses).forEach(faults::pause);
        for (int i = 0; i <= random.nextInt(3); i++) {
            faults.cut(random.nextInt(connections));
        }
        faults.delay(random.nextInt(connections));
        faults.moments.sort(Comparator.comparing(Moment::millis));
        return faults;
    }

    private void kill(String victim) {
        lasting("kill " + victim, MAX_DOWN_MILLIS, scene -> scene.kill(victim), scene -> scene.restart(victim));
    }

    private void pause(String victim) {
        lasting("pause " + victim, MAX_PAUSE_MILLIS, scene -> scene.pause(victim), scene -> scene.resume(victim));
    }

    private void delay(int connection) {
        if (random.nextBoolean()) {
            lasting("stall connections " + connection, MAX_DELAY_MILLIS, scene -> scene.stall(connection, true),
                    scene -> scene.stall(connection, false));
        } else {
            Duration chunk = Duration.ofMillis(1 + random.nextInt(MAX_CHUNK_MILLIS));
            lasting("slow connections %d by %s".formatted(connection, chunk), MAX_DELAY_MILLIS,
                    scene -> scene.slow(connection, chunk), scene -> scene.slow(connection, Duration.ZERO));
        }
    }

    private void cut(int connection) {
        int at = random.nextInt(roundMillis);
        moments.add(new Moment(at, scene -> scene.cut(connection)));
        names.add("%d ms cut connections %d".formatted(at, connection));
    }

    private void lasting(String name, int maxMillis, Consumer<Scene> begin, Consumer<Scene> end) {
        int at = random.nextInt(roundMillis);
        int lasts = 1 + random.nextInt(maxMillis);
        moments.add(new Moment(at, begin));
        moments.add(new Moment(at + lasts, end));
        names.add("%d ms %s for %d ms".formatted(at, name, lasts));
    }

    /** Lets everything happen at its moment; what would end after the round ends with it. */
    void happen(Scene scene) {
        long began = System.nanoTime();
        for (Moment moment : moments) {
            if (moment.millis() < roundMillis) {
                Pause.until(began + Duration.ofMillis(moment.millis()).toNanos());
                moment.action().accept(scene);
            }
        }
        Pause.until(began + Duration.ofMillis(roundMillis).toNanos());
        scene.heal();
    }

    @Override
    public String toString() {
        return names.stream().collect(Collectors.joining(", "));
    }
}
