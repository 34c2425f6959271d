package io.orderflow.service.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Status;

class DependencyWatchTest {

    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final CallLimits LIMITS = new CallLimits(Duration.ofMillis(200), Duration.ofSeconds(1),
            Duration.ofSeconds(1), Duration.ofSeconds(1));

    private final AtomicBoolean storeAway = new AtomicBoolean();
    private final AtomicBoolean checkpointsAway = new AtomicBoolean();
    private final CountDownLatch hanging = new CountDownLatch(1);
    private final AtomicBoolean hangs = new AtomicBoolean();
    private final AtomicInteger returns = new AtomicInteger();
    private final DependencyWatch watch = new DependencyWatch(
            List.of(new Dependency("store", true, this::checkStore), new Dependency("checkpoints", false, () -> {
                if (checkpointsAway.get()) {
                    throw new IllegalStateException("refused");
                }
            })), List.of(returns::incrementAndGet), LIMITS, Clock.systemUTC());
    private final DependenciesHealth health = new DependenciesHealth(watch);

    private void checkStore() {
        if (hangs.get()) {
            try {
                hanging.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
        if (storeAway.get()) {
            throw new IllegalStateException("refused by com.example.Internals");
        }
    }

    @AfterEach
    void stop() {
        watch.stop();
        hanging.countDown();
    }

    private Status status() {
        return health.health().getStatus();
    }

    @Test
    void isDownWhileRequestsCannotBeServedAndTellsWhenThatIsOver() {
        watch.start();
        storeAway.set(true);

        await().atMost(LIMIT).until(() -> status().equals(Status.DOWN));
        assertThat(health.health().getDetails().get("store").toString()).startsWith("gives no answer since")
                .doesNotContain("Internals");
        assertThat(returns).hasValue(0);

        storeAway.set(false);
        await().atMost(LIMIT).until(() -> status().equals(Status.UP));
        await().atMost(LIMIT).until(() -> returns.get() == 1);
    }

    @Test
    void isDegradedWhileOnlyEventProcessorsAreHeldUp() {
        watch.start();
        checkpointsAway.set(true);

        await().atMost(LIMIT).until(() -> status().getCode().equals("DEGRADED"));
    }

    @Test
    void countsACheckThatHangsAsFailedBeforeItEnds() {
        hangs.set(true);
        watch.start();

        await().atMost(LIMIT).until(() -> status().equals(Status.DOWN));
    }

    @Test
    void goesOnAfterAnErrorOfACheck() {
        AtomicInteger checks = new AtomicInteger();
        DependencyWatch failing = new DependencyWatch(List.of(new Dependency("store", true, () -> {
            if (checks.incrementAndGet() == 1) {
                throw new StackOverflowError();
            }
        })), List.of(), LIMITS, Clock.systemUTC());

        failing.start();

        await().atMost(LIMIT).until(() -> checks.get() > 1 && failing.away().isEmpty());
        failing.stop();
    }
}
