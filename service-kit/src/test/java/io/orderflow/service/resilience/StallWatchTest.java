package io.orderflow.service.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.MongoTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StallWatchTest {

    private static final String NAME = "projection stock_v1";

    private final AtomicLong head = new AtomicLong(9);
    private final AtomicLong position = new AtomicLong(9);
    private final AtomicLong looks = new AtomicLong();
    private final AtomicBoolean waiting = new AtomicBoolean();
    private final AtomicBoolean away = new AtomicBoolean();
    private final RepeatedFailures failures = new RepeatedFailures();
    private final StallWatch watch = new StallWatch(head::get,
            List.of(() -> List.of(new Progress(NAME, this::position, waiting::get))), failures, Duration.ofMillis(100));

    @AfterEach
    void stop() {
        watch.stop();
    }

    private long position() {
        looks.incrementAndGet();
        if (away.get()) {
            throw new MongoTimeoutException("away");
        }
        return position.get();
    }

    @Test
    void notesWhatDoesNotMoveWhileTheLogDoes() {
        watch.start();
        head.set(12);
        await().until(() -> failures.of(NAME).isPresent());
        Instant since = failures.of(NAME).orElseThrow().since();
        assertThat(failures.of(NAME).orElseThrow().failure()).isEqualTo(
                "It stands at position 9 while the log ends at 12");
        position.set(10);
        // It is noted again soon, so that nobody may see that it was not for a moment.
        await().until(() -> failures.of(NAME).filter(failure -> failure.since().isAfter(since)).isPresent());
        assertThat(failures.of(NAME).orElseThrow().failure()).contains("position 10");
        position.set(12);
        await().until(() -> failures.all().isEmpty());
    }

    @Test
    void notesNothingAtTheEndOfTheLogAndOfWhatWaitsForItsTurn() {
        watch.start();
        await().until(() -> looks.get() > 10);
        assertThat(failures.all()).isEmpty();
        waiting.set(true);
        head.set(12);
        long before = looks.get();
        await().until(() -> looks.get() > before + 10);
        assertThat(failures.all()).isEmpty();
    }

    @Test
    void notesWhatCannotBeLookedAt() {
        watch.start();
        away.set(true);
        await().until(() -> failures.of(NAME).isPresent());
        assertThat(failures.of(NAME).orElseThrow().failure()).contains("The database does not answer");
        away.set(false);
        await().until(() -> failures.all().isEmpty());
    }

    @Test
    void leavesTheBetterKnownFailureAsItIs() {
        watch.start();
        head.set(12);
        failures.failed(NAME, new IllegalStateException("no room"));
        long before = looks.get();
        await().until(() -> looks.get() > before + 10);
        assertThat(failures.of(NAME).orElseThrow().failure()).isEqualTo("no room");
    }
}
