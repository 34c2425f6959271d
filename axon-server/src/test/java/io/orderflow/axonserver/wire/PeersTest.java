package io.orderflow.axonserver.wire;

import static org.assertj.core.api.Assertions.assertThatCode;

import io.grpc.Attributes;
import org.junit.jupiter.api.Test;

class PeersTest {

    private final Peers peers = new Peers();

    @Test
    void forgetAConnectionThatWasNeverReady() {
        assertThatCode(() -> peers.transportTerminated(null)).doesNotThrowAnyException();
        assertThatCode(() -> peers.transportTerminated(Attributes.EMPTY)).doesNotThrowAnyException();
    }
}
