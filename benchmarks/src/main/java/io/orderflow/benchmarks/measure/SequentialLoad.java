package io.orderflow.benchmarks.measure;

import java.time.Duration;

/** Repeats an operation on the calling thread for a while. */
public final class SequentialLoad {

    private final Latencies latencies = new Latencies();
    private final long began = System.nanoTime();
    private final long end;
    private long done;
    private long last = began;

    private SequentialLoad(Duration time) {
        this.end = began + time.toNanos();
    }

    /** Runs one round. */
    public static Round run(Duration time, Repeated repeated) throws InterruptedException {
        SequentialLoad round = new SequentialLoad(time);
        while (round.goesOn()) {
            repeated.run(round);
        }
        return Round.of(round.done, Duration.ofNanos(System.nanoTime() - round.began), round.latencies.nanos());
    }

    public boolean goesOn() {
        return last < end;
    }

    /** Records an operation that ends now, and that began when the one before it ended. */
    public void did(int weight) {
        long now = System.nanoTime();
        latencies.record(now - last);
        last = now;
        done += weight;
    }

    /** The repeated operation, which records each of its runs. */
    public interface Repeated {
        void run(SequentialLoad round) throws InterruptedException;
    }
}
