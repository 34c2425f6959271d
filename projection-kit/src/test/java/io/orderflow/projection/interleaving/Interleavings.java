package io.orderflow.projection.interleaving;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;

/** Runs a scene under many schedules, and holds each to what must be true at its end. */
public final class Interleavings {

    private Interleavings() {}

    /** Actors that are about to meet; made anew for each run. */
    public interface Scene {

        Map<String, Runnable> actors();

        /** Checks the end, where nobody moves any more. */
        void check();
    }

    /**
     * Runs every schedule in which actors that could go on are stopped so many times at most: nearly every fault of
     * threads shows with two.
     *
     * @return how many there were
     */
    public static int every(int preemptions, Function<Schedule, Scene> scene) throws InterruptedException {
        int runs = 0;
        List<Integer> given = List.of();
        while (given != null) {
            Choices choices = new Choices(given, preemptions);
            run(choices, scene);
            given = choices.following();
            runs++;
        }
        return runs;
    }

    /** Runs so many schedules that follow from a seed. */
    public static void some(int runs, long seed, Function<Schedule, Scene> scene) throws InterruptedException {
        for (int run = 0; run < runs; run++) {
            run(new Choices(new Random(seed + run)), scene);
        }
    }

    private static void run(Choices choices, Function<Schedule, Scene> maker) throws InterruptedException {
        Schedule schedule = new Schedule(choices);
        Scene scene = maker.apply(schedule);
        schedule.run(scene.actors());
        try {
            scene.check();
        } catch (AssertionError broken) {
            throw new AssertionError(broken.getMessage() + ", after: " + choices, broken);
        }
    }
}
