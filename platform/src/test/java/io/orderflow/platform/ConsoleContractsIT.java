package io.orderflow.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.contract.Expectation;
import io.orderflow.contract.Expectations;
import java.util.List;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the console expects of the services is in the one process too, where it asks its own process. What needs a state is
 * held in the modules of the services.
 */
class ConsoleContractsIT {

    @RegisterExtension
    static final RunningPlatform PLATFORM = RunningPlatform.shared();

    static List<Expectation> expectations() {
        return Expectations.providers().stream()
                .flatMap(provider -> Expectations.of(provider).stream())
                .filter(expected -> expected.consumer().equals("console") && expected.state() == null)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("expectations")
    void areMetInTheOneProcess(Expectation expected) throws Exception {
        assertThat(expected.unmetBy(PLATFORM.uri("/"))).isEmpty();
    }
}
