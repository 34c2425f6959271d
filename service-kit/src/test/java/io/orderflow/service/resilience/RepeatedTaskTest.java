package io.orderflow.service.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RepeatedTaskTest {

    private static final Duration AT_ONCE = Duration.ofMillis(1);

    @Test
    void goesOnAfterAnErrorAndTellsOfIt() {
        AtomicInteger times = new AtomicInteger();
        List<Throwable> told = new CopyOnWriteArrayList<>();

        RepeatedTask task = RepeatedTask.every(AT_ONCE, "task", () -> {
            if (times.incrementAndGet() == 1) {
                throw new StackOverflowError();
            }
        }, told::add);
        await().until(() -> times.get() > 2);
        task.close();

        assertThat(told).singleElement().isInstanceOf(StackOverflowError.class);
    }
}
