package io.orderflow.service.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RequestRoomTest {

    private final RequestRoom room = new RequestRoom(8);

    @Test
    void leavesAQuarterOfThePlacesToRequestsThatChangeNothing() {
        assertThat(entered(true, 8)).isEqualTo(6);
        assertThat(entered(false, 8)).isEqualTo(2);
    }

    @Test
    void keepsNoPlacesOpenForChanges() {
        assertThat(entered(false, 8)).isEqualTo(8);
        assertThat(room.enter(true, false)).isNull();
    }

    @Test
    void givesAPlaceThatWasLeftToTheNextRequest() {
        entered(true, 5);
        Runnable last = Objects.requireNonNull(room.enter(true, false));
        entered(false, 2);

        last.run();

        assertThat(entered(true, 8)).isEqualTo(1);
    }

    @Test
    void takesNothingForARequestThatItRefuses() {
        entered(false, 7);
        Runnable last = Objects.requireNonNull(room.enter(false, false));
        entered(true, 100);

        last.run();

        assertThat(entered(true, 8)).isEqualTo(1);
    }

    @Test
    void letsSomeOperatorsInWhereAllPlacesAreTaken() {
        entered(false, 8);

        assertThat(IntStream.range(0, 100).filter(one -> room.enter(one % 2 == 0, true) != null).count())
                .isEqualTo(16);
    }

    private long entered(boolean changes, int requests) {
        return IntStream.range(0, requests).filter(one -> room.enter(changes, false) != null).count();
    }
}
