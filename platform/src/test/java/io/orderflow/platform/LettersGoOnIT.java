package io.orderflow.platform;

import static io.orderflow.platform.PlatformClient.line;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderflow.api.account.AccountCommand.PlaceHold;
import io.orderflow.api.stock.StockCommand;
import io.orderflow.platform.demo.Api;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.common.Registration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** Dead letters that no person does anything about: they go on by themselves, and hold up little meanwhile. */
class LettersGoOnIT {

    private static final Duration SOON = Duration.ofMinutes(1);

    @RegisterExtension
    final RunningPlatform platform = RunningPlatform.own()
            .with("orderflow.checkpoints.retry-interval", "100ms")
            .with("orderflow.checkpoints.max-attempts", "5");
    private final Api api = platform.api();
    private final PlatformClient client = platform.client("c1");

    @BeforeEach
    void stockUp() {
        client.list("PEN", "Pen", "1.50", 100);
        client.list("MUG", "Mug", "9.00", 100);
        client.open("ada", "Ada", "USD", "100.00");
    }

    @Test
    void goOnByThemselvesAfterAnOutageThatOutlastedAllAttempts() {
        // given
        failHandling(PlaceHold.class::isInstance);
        client.place("waiting", "ada", line("PEN", 1, "1.50"));
        await().atMost(SOON).until(() -> letters().stream()
                .anyMatch(letter -> letter.path("state").asString("").equals("FAILED")));

        // when
        platform.with("orderflow.checkpoints.lasting-retry-interval", "1s").restart();

        // then
        await().atMost(SOON).until(() -> letters().isEmpty());
        assertThat(client.awaitRest("waiting").path("status").asString("")).isEqualTo("CONFIRMED");
    }

    @Test
    void holdUpTheOtherProductsOfAnOrderForAMoment() {
        // given
        Registration fault = failHandling(command -> command instanceof StockCommand stock
                && stock.sku().value().equals("MUG"));
        api.post("/orders", Map.of("orderId", "mixed", "customerId", "c1", "accountId", "ada", "lines",
                List.of(line("PEN", 1, "1.50"), line("MUG", 1, "9.00")))).expect(201);
        await().atMost(SOON).untilAsserted(() -> client.assertStock("PEN", 100, 1));

        // when
        api.post("/orders/mixed/cancellation", Map.of("reason", "too slow")).expect(200);

        // then
        await().atMost(SOON).untilAsserted(() -> client.assertStock("PEN", 100, 0));
        assertThat(client.read("/sagas/mixed").path("waitingFor")).extracting(JsonNode::asString)
                .containsExactly("stock:MUG");

        // when
        fault.cancel();
        api.post("/sagas/mixed/retry", Map.of("reason", "the mugs are back")).expect(200);

        // then
        client.awaitStep("mixed", "COMPENSATED");
    }

    private Registration failHandling(Predicate<Object> commands) {
        return platform.context().getBean("axonServerCommandBus", CommandBus.class)
                .registerHandlerInterceptor((work, chain) -> {
                    if (commands.test(work.getMessage().getPayload())) {
                        throw new IllegalStateException("Its stream cannot be read");
                    }
                    return chain.proceed();
                });
    }

    private List<JsonNode> letters() {
        return StreamSupport.stream(api.get("/dead-letters").expect(200).path("items").spliterator(), false).toList();
    }
}
