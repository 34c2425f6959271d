package io.orderflow.platform;

import static io.orderflow.platform.PlatformClient.line;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderflow.contract.Expectation;
import io.orderflow.contract.Expectations;
import io.orderflow.platform.demo.Api.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the console expects of the services is in the one process too, where it asks its own process. Other states than these
 * are made in the modules of the services.
 */
class ConsoleContractsIT {

    private static final String ONE_PROCESS = "one process has all the data";
    private static final String AWAITED = "an order awaits its shipment";
    private static final String BATCH = "batch b-2 retries a process";
    private static final List<String> STATES = List.of(ONE_PROCESS, AWAITED, BATCH);
    private static final String ORDER = "expected-1";

    @RegisterExtension
    static final RunningPlatform PLATFORM = RunningPlatform.shared();

    static List<Expectation> expectations() {
        return Expectations.providers().stream()
                .flatMap(provider -> Expectations.of(provider).stream())
                .filter(expected -> expected.consumer().equals("console")
                        && (expected.state() == null || STATES.contains(expected.state())))
                .toList();
    }

    @BeforeAll
    static void placeAnOrderThatAwaitsItsShipment() {
        PlatformClient client = PLATFORM.client("expecting");
        client.list("EXPECTED", "Expected", "1.50", 10);
        client.open("expecting", "Expecting", "USD", "50.00");
        client.place(ORDER, "expecting", line("EXPECTED", 1, "1.50"));
        client.awaitRest(ORDER);
    }

    @ParameterizedTest
    @MethodSource("expectations")
    void areMetInTheOneProcess(Expectation expected) {
        Map<String, String> ids = BATCH.equals(expected.state()) ? Map.of("b-2", batch()) : Map.of();

        if (expected.method().equals("GET")) {
            await().untilAsserted(() -> assertThat(unmet(expected, ids)).isEmpty());
        } else {
            assertThat(unmet(expected, ids)).isEmpty();
        }
    }

    private static List<String> unmet(Expectation expected, Map<String, String> ids) {
        try {
            return expected.unmetBy(PLATFORM.uri("/"), ids);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new AssertionError(stopped);
        }
    }

    /** A shipment that is awaited cannot be asked for again: the batch changes nothing. */
    private static String batch() {
        Answer begun = PLATFORM.api().post("/saga-batches", Map.of("action", "RETRY", "reason", "a reason", "filter",
                Map.of("status", "AWAITING_SHIPMENT"), "expected", 10_000));
        return begun.expect(202).path("batchId").asString();
    }
}
