package io.orderflow.platform.services;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class SupervisionTest {

    private static final long MINUTE = Duration.ofMinutes(1).toNanos();

    private final List<String> news = new ArrayList<>();
    private final AtomicReference<Process> process = new AtomicReference<>(ending());

    @Test
    void startsAgainWhatEndsByItselfAndGivesUpWhatEndsTooOften() {
        // when: a process ends at once however often it is started
        supervision().run(new RestartPolicy(Duration.ofMillis(1)), new CountDownLatch(1));
        // then
        assertThat(news).hasSize(RestartPolicy.MOST_ENDS);
        assertThat(news.getFirst()).startsWith("order-query has ended with exit code 3 and is started again in");
        assertThat(news.getLast()).contains("not started again", "order-query.log");
    }

    @Test
    void leavesAloneWhatEndsBecauseAllIsStopped() {
        supervision().run(new RestartPolicy(Duration.ofMillis(1)), new CountDownLatch(0));
        assertThat(news).isEmpty();
    }

    @Test
    @Timeout(10)
    void endsItsPauseWhenAllIsStopped() {
        CountDownLatch stopping = new CountDownLatch(1);
        Supervision supervision = new Supervision("order-query", "order-query.log", process::get, () -> {
            throw new AssertionError("It was started again");
        }, end -> stopping.countDown());

        supervision.run(new RestartPolicy(Duration.ofHours(1)), stopping);
    }

    @Test
    void waitsTwiceAsLongAfterEachRecentEnd() {
        RestartPolicy policy = new RestartPolicy(Duration.ofSeconds(1));
        assertThat(IntStream.range(0, RestartPolicy.MOST_ENDS).mapToObj(policy::pauseAfterEnd))
                .containsExactly(seconds(1), seconds(2), seconds(4), seconds(8), Optional.empty());
    }

    @Test
    void forgetsEndsOfLongAgo() {
        RestartPolicy policy = new RestartPolicy(Duration.ofSeconds(1));
        assertThat(IntStream.range(0, 20).mapToObj(end -> policy.pauseAfterEnd(end * 6 * MINUTE)))
                .containsOnly(seconds(1));
    }

    private Supervision supervision() {
        return new Supervision("order-query", "order-query.log", process::get, () -> {
            process.set(ending());
            return true;
        }, news::add);
    }

    private static Optional<Duration> seconds(int seconds) {
        return Optional.of(Duration.ofSeconds(seconds));
    }

    private static Process ending() {
        try {
            return new ProcessBuilder("sh", "-c", "exit 3").start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
