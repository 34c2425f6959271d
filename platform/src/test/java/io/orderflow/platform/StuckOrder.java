package io.orderflow.platform;

import static org.awaitility.Awaitility.await;

import io.orderflow.api.stock.StockCommand.ReserveStock;
import io.orderflow.platform.demo.Api;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.common.Registration;
import tools.jackson.databind.JsonNode;

/**
 * The order {@code stuck}, for which no stock can be reserved until this is closed, with operators at work: a batch for
 * its dead letter, one for its process, and a rebuild that waits for a person.
 */
record StuckOrder(Registration fault, String group, String letterBatch, String sagaBatch, String rebuild)
        implements AutoCloseable {

    private static final Duration SOON = Duration.ofMinutes(1);

    /** @param operator may do all of it */
    static StuckOrder make(IdentifiedPlatform platform, Api operator) {
        Registration fault = cutOffTheStockOfMugs(platform);
        operator.post("/orders", Map.of("orderId", "stuck", "customerId", "customer-1", "accountId", "ada", "lines",
                List.of(Map.of("sku", "MUG", "quantity", 1, "unitPrice",
                        Map.of("amount", "12.00", "currency", "USD")))))
                .expect(201);
        await().atMost(SOON).until(() -> letter(operator).isObject());
        String group = letter(operator).path("group").asString();
        String letterBatch = operator.post("/dead-letter-batches", Map.of("reason", "the line is mended", "filter", Map
                .of("group", group), "expected", 1)).expect(202).path("batchId").asString();
        String sagaBatch = operator.post("/saga-batches", Map.of("action", "RETRY", "reason", "the stock is back",
                "filter", Map.of("status", "RESERVING_STOCK"), "expected", 1)).expect(202).path("batchId").asString();
        String rebuild = operator.post("/projections/customers/rebuilds", Map.of("promote", "manual", "reason",
                "a new fold")).expect(202).path("rebuildId").asString();
        await().atMost(SOON).until(() -> operator.get("/rebuilds/" + rebuild).body().path("state").asString()
                .equals("AWAITING_PROMOTION"));
        return new StuckOrder(fault, group, letterBatch, sagaBatch, rebuild);
    }

    private static JsonNode letter(Api operator) {
        return operator.get("/dead-letters?sequence=stuck").body().path("items").path(0);
    }

    private static Registration cutOffTheStockOfMugs(IdentifiedPlatform platform) {
        return platform.platform().context().getBean("axonServerCommandBus", CommandBus.class)
                .registerDispatchInterceptor(messages -> (index, message) -> {
                    if (message.getPayload() instanceof ReserveStock line && line.sku().value().equals("MUG")) {
                        throw new IllegalStateException("The line is cut");
                    }
                    return message;
                });
    }

    /** Its first dead letter, below the page of all of them. */
    String letterPath() {
        return group + "/stuck";
    }

    @Override
    public void close() {
        fault.cancel();
    }
}
