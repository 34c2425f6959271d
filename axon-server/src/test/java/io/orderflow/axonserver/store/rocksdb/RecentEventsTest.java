package io.orderflow.axonserver.store.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.axoniq.axonserver.grpc.SerializedObject;
import io.axoniq.axonserver.grpc.event.Event;
import io.axoniq.axonserver.grpc.event.EventWithToken;
import io.orderflow.axonserver.store.PageLimit;
import io.orderflow.axonserver.store.StoredEvent;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Keeps what who follows the head reads next, and nothing for long. */
class RecentEventsTest {

    private static final PageLimit ALL = new PageLimit(1_000_000, Integer.MAX_VALUE);
    private static final long LONG = RecentEvents.MAX_AGE.toNanos();

    private final RecentEvents recent = new RecentEvents();

    @Test
    void keepsTheEventsOfTheLastMoment() {
        add(5, 10, 1, Long.MAX_VALUE - 1);
        add(10, 20, 1, Long.MAX_VALUE - 1 + LONG);

        assertThat(tokensFrom(5, 19)).containsExactlyElementsOf(numbers(5, 20));
        assertThat(tokensFrom(12, 15)).containsExactlyElementsOf(numbers(12, 16));
    }

    @Test
    void forgetsAnEventAfterAMoment() {
        add(0, 10, 1, 0);
        add(10, 11, 1, LONG + 1);

        assertThat(tokensFrom(9, 10)).isEmpty();
        assertThat(tokensFrom(10, 10)).containsExactly(10L);
    }

    @Test
    void keepsTheNewestEventHoweverLargeItIs() {
        add(0, 2, 3 << 20, 0);

        assertThat(tokensFrom(0, 1)).isEmpty();
        assertThat(tokensFrom(1, 1)).containsExactly(1L);
    }

    @Test
    void forgetsTheOldestOfManyAtOnce() {
        add(0, 10_000, 1, 0);

        assertThat(tokensFrom(0, 9_999)).isEmpty();
        assertThat(tokensFrom(9_000, 9_999)).containsExactlyElementsOf(numbers(9_000, 10_000));
    }

    @Test
    void beginsAnewOnceAllIsPurged() {
        add(0, 10, 1, 0);

        recent.clear();

        assertThat(tokensFrom(0, 9)).isEmpty();
        add(10, 12, 1, 0);
        assertThat(tokensFrom(10, 11)).containsExactly(10L, 11L);
    }

    private void add(long from, long to, int bytes, long nanos) {
        ByteString data = ByteString.copyFrom(new byte[bytes]);
        LongStream.range(from, to).forEach(token -> recent.add(EventWithToken.newBuilder()
                .setToken(token)
                .setEvent(Event.newBuilder().setPayload(SerializedObject.newBuilder().setData(data)))
                .build(), nanos));
    }

    private List<Long> tokensFrom(long from, long head) {
        return recent.read(from, head, ALL).stream().map(StoredEvent::token).toList();
    }

    private static List<Long> numbers(long from, long to) {
        return LongStream.range(from, to).boxed().toList();
    }
}
