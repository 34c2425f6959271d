package io.orderflow.axonserver.store.rocksdb;

import io.orderflow.axonserver.conformance.MutableClock;
import io.orderflow.axonserver.conformance.Race;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/** The alarm for scheduled events, which is set on a thread of the store while another one closes it. */
class DueEventsRaceTest {

    private static final int ALARMS = 2_000;

    @RepeatedTest(40)
    void takesAnAlarmWhileItIsClosed(RepetitionInfo round) {
        MutableClock clock = new MutableClock();
        long now = clock.millis();
        AtomicInteger set = new AtomicInteger();
        DueEvents due = new DueEvents(clock, () -> {});
        new Race(round.getCurrentRepetition())
                .with(1, random -> {
                    for (int alarm = 0; alarm < ALARMS; alarm++) {
                        set.set(alarm);
                        due.wakeAt(now + 2 * ALARMS - alarm);
                    }
                })
                .with(1, random -> {
                    int after = random.nextInt(ALARMS);
                    while (set.get() < after) {
                        Thread.onSpinWait();
                    }
                    due.close();
                })
                .run();
    }
}
