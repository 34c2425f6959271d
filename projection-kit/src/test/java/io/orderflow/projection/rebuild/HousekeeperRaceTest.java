package io.orderflow.projection.rebuild;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderflow.projection.document.Database;
import io.orderflow.projection.engine.HostedProjection;
import io.orderflow.projection.engine.ProjectionHost;
import io.orderflow.projection.rebuild.Housekeeper.HousekeeperTask;
import io.orderflow.projection.rebuild.Tally.TallyProjection;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** The housekeeper's rounds, while it starts, is woken by requests, and stops. The seed is the round. */
class HousekeeperRaceTest {

    private final Log log = new Log();
    private final Database database = new Database();

    /** Its own housekeeper has nothing to do. */
    private final Process process = new Process(log, database);
    private final ProjectionHost host = new ProjectionHost(List.of(new TallyProjection()), process.runtime);

    @AfterEach
    void stop() {
        process.close();
        log.close();
        database.close();
    }

    @RepeatedTest(5)
    void attendsToOneProjectionAtATime(RepetitionInfo round) throws Exception {
        AtomicBoolean attending = new AtomicBoolean();
        AtomicInteger meetings = new AtomicInteger();
        AtomicInteger attended = new AtomicInteger();
        Housekeeper housekeeper = housekeeper((projection, pointer) -> {
            if (!attending.compareAndSet(false, true)) {
                meetings.incrementAndGet();
            }
            Thread.yield();
            attended.incrementAndGet();
            attending.set(false);
            return false;
        });
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Future<?>> ends = new ArrayList<>();
            ends.add(threads.submit(housekeeper::start));
            for (int thread = 0; thread < 3; thread++) {
                Random random = new Random(31L * round.getCurrentRepetition() + thread);
                ends.add(threads.submit(() -> {
                    for (int wake = 0; wake < 20; wake++) {
                        housekeeper.wake();
                        if (random.nextBoolean()) {
                            assertThat(host.all()).allSatisfy(hosted -> hosted.generations().toList());
                        }
                    }
                }));
            }
            for (Future<?> end : ends) {
                end.get();
            }
        }
        housekeeper.stop();

        assertThat(attended).hasPositiveValue();
        assertThat(meetings).hasValue(0);
    }

    /** A database that hangs can keep a round from its end for longer than the stop waits. */
    @Test
    void beginsNothingAfterItsStop() {
        CountDownLatch inRound = new CountDownLatch(1);
        CountDownLatch stopped = new CountDownLatch(1);
        CountDownLatch over = new CountDownLatch(1);
        HostedProjection<?> hosted = host.all().iterator().next();
        AtomicBoolean started = new AtomicBoolean();
        Housekeeper housekeeper = housekeeper((projection, pointer) -> {
            if (started.get()) {
                inRound.countDown();
                awaitZero(stopped);
                projection.follow(process.pointers.startBeyond(pointer, pointer.lastGeneration()));
                over.countDown();
            }
            return false;
        });
        housekeeper.start();
        started.set(true);
        awaitZero(inRound);
        List<String> before = names(hosted);
        housekeeper.stop();
        stopped.countDown();
        awaitZero(over);

        assertThat(names(hosted)).isEqualTo(before);
    }

    private static List<String> names(HostedProjection<?> hosted) {
        return hosted.generations().map(generation -> generation.name()).toList();
    }

    private Housekeeper housekeeper(HousekeeperTask duty) {
        return new Housekeeper(host, process.runtime, List.of(duty), process.restarts);
    }

    private static void awaitZero(CountDownLatch latch) {
        await().until(() -> latch.getCount() == 0);
    }
}
