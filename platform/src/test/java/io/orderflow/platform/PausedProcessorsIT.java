package io.orderflow.platform;

import static io.orderflow.platform.PlatformClient.line;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderflow.platform.observability.AlertRules;
import io.orderflow.platform.observability.AlertRules.Target;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.axonframework.eventhandling.GenericEventMessage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/**
 * An operator pauses event processors, which then fail nowhere and do nothing: health, metrics, alerts and the brake say
 * so, until they are started again as {@code docs/operations.md} says.
 */
@Timeout(300)
class PausedProcessorsIT {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Duration ELEVEN_MINUTES = Duration.ofMinutes(11);
    private static final String MANAGER = "order-saga-manager";
    private static final String STOCK = "order-saga-stock";

    @RegisterExtension
    static final RunningPlatform platform = RunningPlatform.own().with("orderflow.intake.burst", "1s");

    private final PlatformClient client = platform.client("c1");

    @BeforeEach
    void stockUp() {
        AlertRules.assumePromtool();
        client.list("PEN", "Pen", "1.50", 1_000);
        client.open("ada", "Ada", "USD", "1000.00");
    }

    private static void instruct(String processor, String instruction) {
        platform.api().post("/server/processors/orderflow/" + processor + "/" + instruction,
                Map.of("reason", "a look at it")).expect(202);
    }

    private static JsonNode health() {
        return platform.api().get("/actuator/health").expect(200).path("components");
    }

    private static List<Target> targets() {
        return List.of(Target.at("orderflow", platform.api().get("/actuator/prometheus").response().body()));
    }

    private static void awaitFiring(String... alerts) {
        await().atMost(SOON).untilAsserted(() -> AlertRules.assertFiring(targets(), alerts));
    }

    private static void awaitResting(String... alerts) {
        await().atMost(SOON).untilAsserted(() -> AlertRules.assertResting(targets(), alerts));
    }

    @Test
    void areSeenAtOnceAndMakeTheBrakeRefuseOrdersWhereTheManagerIsAmongThem() {
        // given
        awaitResting("ProcessorPaused", "ProcessorLags", "NewOrdersRefused");
        instruct(MANAGER, "pause");
        instruct(STOCK, "pause");
        client.place("paused", "ada", line("PEN", 1, "1.50"));

        // when
        Clock clock = GenericEventMessage.clock;
        GenericEventMessage.clock = Clock.offset(clock, ELEVEN_MINUTES);
        try {
            awaitFiring("ProcessorPaused", "ProcessorLags", "NewOrdersRefused");
        } finally {
            GenericEventMessage.clock = clock;
        }

        // then
        JsonNode shown = health().path("eventProcessors");
        assertThat(shown.path("status").asString()).isEqualTo("DEGRADED");
        assertThat(shown.path("details").path(MANAGER).asString())
                .matches("paused; the oldest event that waits for it is \\d+ s old");
        assertThat(shown.path("details").path(STOCK).asString()).isEqualTo("paused; no event waits for it");
        await().atMost(SOON).untilAsserted(() -> assertThat(health().path("repeatedFailures").path("details")
                .path("processor " + MANAGER).path("failure").asString()).startsWith("It stands at position"));
        assertThat(platform.api().post("/orders", client.order("refused", "ada", List.of(line("PEN", 1, "1.50"))))
                .status()).isEqualTo(503);

        // when
        instruct(MANAGER, "start");
        instruct(STOCK, "start");

        // then
        client.awaitStep("paused", "AWAITING_SHIPMENT");
        awaitResting("ProcessorPaused", "ProcessorLags", "NewOrdersRefused");
        await().atMost(SOON).until(() -> health().path("eventProcessors").path("status").asString().equals("UP")
                && health().path("repeatedFailures").path("details").path("processor " + MANAGER).isMissingNode());
    }
}
