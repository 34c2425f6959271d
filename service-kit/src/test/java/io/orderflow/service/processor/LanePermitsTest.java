package io.orderflow.service.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LanePermitsTest {

    private static final int BUSY_FROM = 3;
    private static final int WHEN_BUSY = 2;
    private static final int LANES = 20;
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final AtomicInteger clients = new AtomicInteger();
    private final LanePermits permits = new LanePermits(clients::get, BUSY_FROM, WHEN_BUSY);
    private final ExecutorService lanes = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicInteger running = new AtomicInteger();

    @AfterEach
    void stop() {
        lanes.shutdownNow();
    }

    @Test
    void givesEachLaneAPermitAtOnceWhileFewClientsWait() throws Exception {
        clients.set(BUSY_FROM - 1);

        long begin = System.nanoTime();
        for (int i = 0; i < LANES; i++) {
            permits.take();
        }

        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(LanePermits.PATIENCE);
    }

    @Test
    void givesThePermitOfOneLaneToTheNextWhileClientsWait() throws Exception {
        clients.set(BUSY_FROM);
        permits.take();
        permits.take();
        Future<?> third = lanes.submit(this::take);
        await().atMost(LIMIT).until(this::someoneWaits);

        permits.giveBack();

        third.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        assertThat(running).hasValue(1);
    }

    @Test
    void letsAllLanesGoOnWhenTheClientsHaveTheirAnswers() throws Exception {
        clients.set(BUSY_FROM);
        permits.take();
        permits.take();
        for (int i = 0; i < LANES; i++) {
            lanes.submit(this::take);
        }
        await().atMost(LIMIT).until(this::someoneWaits);
        clients.set(0);

        permits.giveBack();

        await().atMost(LIMIT).until(() -> running.get() == LANES);
    }

    @Test
    void keepsNoLaneWaitingForOnesThatHang() throws Exception {
        clients.set(BUSY_FROM);
        permits.take();
        permits.take();

        lanes.submit(this::take).get(LIMIT.toSeconds(), TimeUnit.SECONDS);

        assertThat(running).hasValue(1);
    }

    private boolean someoneWaits() {
        return permits.waiting() > 0;
    }

    private Void take() throws InterruptedException {
        permits.take();
        running.incrementAndGet();
        return null;
    }
}
