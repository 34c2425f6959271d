package io.orderflow.platform;

import static io.orderflow.platform.PlatformClient.line;
import static org.awaitility.Awaitility.await;

import io.orderflow.platform.demo.Api;
import io.orderflow.platform.services.Service;
import io.orderflow.platform.services.ServiceProcesses;
import io.orderflow.service.description.DescribedAnswers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Every service in a process of its own, one of which is frozen: it neither answers nor breaks a connection. What needs
 * nothing of it goes on, and does not wait until a command to it has timed out.
 */
@Tag("alone")
@Timeout(300)
class FrozenServiceIT {

    private static final int ORDERS = 20;

    /** After that a batch goes on also without its frozen service. */
    private static final Duration COMMAND_LIMIT = Duration.ofMinutes(2);
    private static final Duration AT_ONCE = Duration.ofSeconds(45);
    private static final Duration RECOVERY = Duration.ofSeconds(90);

    @TempDir
    static Path data;
    private static ServiceProcesses processes;
    private static Api api;
    private static PlatformClient client;

    @BeforeAll
    static void start() {
        processes = ServiceProcesses.startOnFreePorts(data, IntUnaryOperator.identity(),
                List.of("--orderflow.call-limits.command=" + COMMAND_LIMIT.toSeconds() + "s"));
        api = new Api((method, path) -> processes.uri(ServiceRoutes.of(method, path))).shownTo(DescribedAnswers::hold);
        client = new PlatformClient(api, "c1");
        client.list("PEN", "Pen", "1.50", 1_000);
        client.open("ada", "Ada", "USD", "1000.00");
    }

    @AfterAll
    static void stop() {
        processes.close();
    }

    @Test
    void frozenPaymentsHoldUpPaymentsAlone() {
        // given
        place("to-ship");
        client.awaitStep("to-ship", "AWAITING_SHIPMENT");
        signal(Service.PAYMENT_COMMAND, "-STOP");

        // when
        List<String> orders = IntStream.range(0, ORDERS).mapToObj(number -> "pay-" + number).toList();
        orders.forEach(FrozenServiceIT::place);
        api.post("/orders/to-ship/shipment", Map.of("carrier", "Pigeon")).expect(200);

        // then
        await().atMost(AT_ONCE).until(() -> orders.stream().allMatch(order -> isAt(order, "AUTHORIZING_PAYMENT")));
        await().atMost(AT_ONCE).until(() -> isWaitingForNothingBut("to-ship", "payment"));

        // when
        api.post("/orders/pay-0/cancellation", Map.of("reason", "changed my mind")).expect(200);

        // then
        await().atMost(AT_ONCE).until(() -> isAt("pay-0", "COMPENSATING")
                && isWaitingForNothingBut("pay-0", "payment"));

        // when
        signal(Service.PAYMENT_COMMAND, "-CONT");

        // then
        await().atMost(RECOVERY).until(() -> orders.stream().skip(1)
                .allMatch(order -> isAt(order, "AWAITING_SHIPMENT")));
        await().atMost(RECOVERY).until(() -> isAt("pay-0", "COMPENSATED") && isAt("to-ship", "COMPLETED"));
    }

    @Test
    void aFrozenStockHoldsUpTheStockAlone() {
        // given
        place("to-ship-too");
        place("to-cancel");
        client.awaitStep("to-ship-too", "AWAITING_SHIPMENT");
        client.awaitStep("to-cancel", "AWAITING_SHIPMENT");
        signal(Service.INVENTORY_COMMAND, "-STOP");

        // when
        place("to-reserve");
        api.post("/orders/to-ship-too/shipment", Map.of("carrier", "Pigeon")).expect(200);
        api.post("/orders/to-cancel/cancellation", Map.of("reason", "changed my mind")).expect(200);

        // then
        await().atMost(AT_ONCE).until(() -> isAt("to-reserve", "RESERVING_STOCK"));
        await().atMost(AT_ONCE).until(() -> isWaitingForNothingBut("to-ship-too", "stock:PEN"));
        await().atMost(AT_ONCE).until(() -> isWaitingForNothingBut("to-cancel", "stock:PEN"));

        // when
        signal(Service.INVENTORY_COMMAND, "-CONT");

        // then
        await().atMost(RECOVERY).until(() -> isAt("to-reserve", "AWAITING_SHIPMENT") && isAt("to-cancel", "COMPENSATED")
                && isAt("to-ship-too", "COMPLETED"));
    }

    private static void place(String order) {
        client.place(order, "ada", line("PEN", 1, "1.50"));
    }

    private static boolean isAt(String order, String step) {
        return saga(order).path("step").asString("").equals(step);
    }

    private static boolean isWaitingForNothingBut(String order, String answer) {
        JsonNode waitingFor = saga(order).path("waitingFor");
        return waitingFor.size() == 1 && waitingFor.get(0).asString("").equals(answer);
    }

    /** As it is shown now, whatever the position is that the client has seen. */
    private static JsonNode saga(String order) {
        return api.get("/sagas/" + order).body();
    }

    private static void signal(Service service, String signal) {
        JavaProcess.signal(processes.process(service.title()).pid(), signal);
    }
}
