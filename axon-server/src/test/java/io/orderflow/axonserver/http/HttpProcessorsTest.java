package io.orderflow.axonserver.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.axoniq.axonserver.connector.AxonServerConnection;
import io.orderflow.axonserver.conformance.Clients;
import io.orderflow.axonserver.conformance.StubProcessor;
import io.orderflow.axonserver.http.Http.Reply;
import io.orderflow.axonserver.junit.AxonServerExtension;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class HttpProcessorsTest {

    @RegisterExtension
    static final AxonServerExtension SERVER = AxonServerExtension.inProcess()
            .with(config -> config.withHttp("127.0.0.1", 0));

    private static final String PROCESSOR = "/v1/components/shop/processors/orders";
    private static final String WHICH = "?context=default&tokenStoreIdentifier=" + StubProcessor.TOKEN_STORE;

    private Clients clients;
    private Http http;

    @BeforeEach
    void connect() {
        clients = Clients.inProcess(SERVER.inProcessName());
        http = Http.of(SERVER.server().httpPort());
    }

    @AfterEach
    void disconnect() {
        clients.close();
        await().atMost(Duration.ofSeconds(10)).until(() -> SERVER.server().clients().isEmpty());
    }

    private StubProcessor inClientOf(String component, StubProcessor processor) {
        AxonServerConnection connection = clients.factory(component, component + "-1").connect("default");
        processor.register(connection);
        await().atMost(Duration.ofSeconds(10)).until(() -> !processorsOf(component).isEmpty());
        return processor;
    }

    private JsonArray processorsOf(String component) {
        return http.get("/v1/components/" + component + "/processors?context=default").json().getAsJsonArray();
    }

    @Test
    void listsComponentsAndTheirProcessors() {
        inClientOf("shop", new StubProcessor(3).claiming(2, 0, 1));

        JsonObject component = http.get("/v1/components").json().getAsJsonArray().get(0).getAsJsonObject();
        assertThat(component.get("name").getAsString()).isEqualTo("shop");
        assertThat(component.get("instances").toString()).contains("shop-1");
        JsonObject processor = processorsOf("shop").get(0).getAsJsonObject();
        assertThat(processor.get("name").getAsString()).isEqualTo("orders");
        assertThat(processor.get("tokenStoreIdentifier").getAsString()).isEqualTo(StubProcessor.TOKEN_STORE);
        JsonObject instance = processor.getAsJsonArray("instances").get(0).getAsJsonObject();
        assertThat(instance.get("running").getAsBoolean()).isTrue();
        assertThat(instance.getAsJsonArray("segments").get(1).getAsJsonObject().get("error").getAsString())
                .isEqualTo("broken");
        assertThat(processorsOf("nobody")).isEmpty();
    }

    @Test
    void hasClientsDoWhatIsAskedFor() {
        StubProcessor owner = inClientOf("shop", new StubProcessor(3).claiming(2, 0, 1));
        inClientOf("store", new StubProcessor(3));

        assertThat(http.call("PATCH", PROCESSOR + "/segments/split" + WHICH).status()).isEqualTo(200);
        assertThat(http.call("PATCH", PROCESSOR + "/segments/merge" + WHICH).status()).isEqualTo(200);
        assertThat(http.call("PATCH", PROCESSOR + "/segments/0/move" + WHICH + "&target=store-1").status())
                .isEqualTo(200);
        assertThat(http.call("PATCH", PROCESSOR + "/pause" + WHICH).status()).isEqualTo(200);
        assertThat(http.call("PATCH", PROCESSOR + "/start").status()).isEqualTo(200);

        assertThat(owner.instructions()).containsExactly("split 1", "merge 1", "release 0", "pause", "start");
    }

    private int activeThreads() {
        return processorsOf("shop").get(0).getAsJsonObject().get("activeThreads").getAsInt();
    }

    /** Applications that reset a processor pause it, wait until no thread is active, and start it. */
    @Test
    void tellsHowManyThreadsOfAProcessorAreActive() {
        inClientOf("shop", new StubProcessor(3).claiming(2, 0, 1));
        inClientOf("store", new StubProcessor(3).claiming(2, 1));
        assertThat(activeThreads()).isEqualTo(3);

        http.call("PATCH", PROCESSOR + "/pause" + WHICH);
        await().atMost(Duration.ofSeconds(10)).until(() -> activeThreads() == 0);
        http.call("PATCH", PROCESSOR + "/start" + WHICH);

        await().atMost(Duration.ofSeconds(10)).until(() -> activeThreads() == 3);
    }

    @Test
    void saysWhatIsWrongWithARequest() {
        StubProcessor processor = inClientOf("shop", new StubProcessor(3).claiming(1, 0));

        assertThat(http.call("PATCH", "/v1/components/shop/processors/unknown/pause").status()).isEqualTo(404);
        assertThat(http.call("PATCH", "/v1/components/unknown/processors/orders/pause").status()).isEqualTo(404);
        assertThat(http.call("PATCH", PROCESSOR + "/pause?tokenStoreIdentifier=another").status()).isEqualTo(404);
        assertThat(http.call("PATCH", PROCESSOR + "/pause?context=unknown").status()).isEqualTo(404);
        assertThat(http.call("PATCH", PROCESSOR + "/segments/x/move?target=shop-1").status()).isEqualTo(400);
        assertThat(http.call("PATCH", PROCESSOR + "/segments/0/move").message()).contains("target");
        assertThat(http.call("POST", PROCESSOR + "/pause").status()).isEqualTo(405);
        Reply oneSegment = http.call("PATCH", PROCESSOR + "/segments/merge" + WHICH);
        assertThat(oneSegment.status()).isEqualTo(409);
        processor.ending(CompletableFuture.failedFuture(new IllegalStateException("no tokens")));
        Reply failed = http.call("PATCH", PROCESSOR + "/segments/split" + WHICH);
        assertThat(failed.status()).isEqualTo(502);
        assertThat(failed.message()).contains("no tokens");
    }
}
