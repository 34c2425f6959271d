package io.orderflow.service.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RequestRoomTest {

    private final RequestRoom room = new RequestRoom(8);

    @Test
    void letsNeitherKindTakeMoreThanThreeQuarters() {
        assertThat(entered(true, 8)).isEqualTo(6);
        assertThat(entered(false, 8)).isEqualTo(2);
        assertThat(room.refused()).isEqualTo(8);
    }

    @Test
    void keepsPlacesOpenForChanges() {
        assertThat(entered(false, 8)).isEqualTo(6);
        assertThat(entered(true, 8)).isEqualTo(2);
    }

    @Test
    void givesAPlaceThatWasLeftToTheNextRequest() {
        entered(true, 5);
        Runnable last = Objects.requireNonNull(room.enter(true, 0));
        entered(false, 8);

        last.run();

        assertThat(entered(true, 8)).isEqualTo(1);
    }

    @Test
    void takesNothingForARequestThatItRefuses() {
        entered(false, 5);
        Runnable last = Objects.requireNonNull(room.enter(false, 0));
        entered(true, 2);
        entered(true, 100);

        last.run();

        assertThat(entered(true, 8)).isEqualTo(1);
    }

    @Test
    void givesALargeBodyAsManyPlacesAsItTakesMemory() {
        Runnable large = Objects.requireNonNull(room.enter(true, 3 * HeapRoom.REQUEST));

        assertThat(entered(true, 8)).isEqualTo(2);
        large.run();
        assertThat(entered(true, 8)).isEqualTo(4);
    }

    @Test
    void takesTheLargestBodyWhereNobodyElseIs() {
        assertThat(room.enter(true, 1_000 * HeapRoom.REQUEST)).isNotNull();
    }

    @Test
    void letsSomeOperatorsInWhereAllPlacesAreTaken() {
        entered(false, 8);
        entered(true, 8);

        assertThat(IntStream.range(0, 100).filter(one -> room.enterAsOperator(one % 2 == 0, 0) != null).count())
                .isEqualTo(16);
    }

    private long entered(boolean changes, int requests) {
        return IntStream.range(0, requests).filter(one -> room.enter(changes, 0) != null).count();
    }
}
