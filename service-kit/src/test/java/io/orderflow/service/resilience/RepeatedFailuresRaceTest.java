package io.orderflow.service.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.service.resilience.RepeatedFailures.RepeatedFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Threads that fail, succeed and look at once. The seed is the round. */
@ExtendWith(OutputCaptureExtension.class)
class RepeatedFailuresRaceTest {

    private static final int THREADS = 4;
    private static final int ATTEMPTS = 500;

    private final RepeatedFailures failures = new RepeatedFailures();

    /** Each thread has one component for itself and shares another with all. */
    @RepeatedTest(5)
    void countsEveryFailureAndTellsTheFirstOnly(RepetitionInfo round, CapturedOutput output) throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            List<Future<?>> ends = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                Random random = new Random(31L * round.getCurrentRepetition() + thread);
                String own = "own" + thread;
                ends.add(threads.submit(() -> attempt(own, random)));
            }
            for (Future<?> end : ends) {
                end.get();
            }
        }

        assertThat(failures.of("shared")).hasValueSatisfying(
                failure -> assertThat(failure.attempts()).isEqualTo(THREADS * ATTEMPTS));
        assertThat(failures.all()).extracting(RepeatedFailure::component).containsExactly("shared");
        assertThat(output.toString().lines().filter(line -> line.contains("shared makes no progress"))).hasSize(1);
        for (int thread = 0; thread < THREADS; thread++) {
            String own = "own" + thread;
            assertThat(output.toString().lines().filter(line -> line.contains(own + " makes no progress"))).hasSize(1);
        }
    }

    private void attempt(String own, Random random) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            failures.failed("shared", new IllegalStateException("no"));
            failures.failed(own, new IllegalStateException("no"));
            assertThat(failures.of(own)).isPresent();
            if (random.nextBoolean()) {
                failures.succeeded(own);
                assertThat(failures.of(own)).isEmpty();
            }
            assertThat(failures.all()).extracting(RepeatedFailure::component).contains("shared").isSorted();
        }
        failures.succeeded(own);
    }
}
