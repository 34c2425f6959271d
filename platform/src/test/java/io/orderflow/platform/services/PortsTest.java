package io.orderflow.platform.services;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PortsTest {

    static List<Ports> all() {
        return List.of(Ports.byDefault(), Ports.free());
    }

    @ParameterizedTest
    @MethodSource("all")
    void areNotOfTwoProcesses(Ports ports) {
        List<Integer> taken = new ArrayList<>(ports.services().values());
        taken.addAll(
                List.of(ports.axonServer(), ports.axonServerHttp(), ports.mongo(), ports.mongoHttp(), ports.gateway(),
                        ports.identity(), ports.relay(), ports.notification(), ports.console()));

        assertThat(taken).doesNotHaveDuplicates();
    }
}
