package io.orderflow.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Two gateways that count the requests of a caller together. */
class SharedLimitsTest {

    private static final int REQUESTS = 400;

    @Test
    void countTogetherAndEachForItselfWhileTheDatabaseIsAway() throws Exception {
        MongoServer database = new MongoServer(new MemoryBackend());
        String uri = "mongodb://127.0.0.1:" + database.bind().getPort() + "/limits";
        try (ScriptedService service = ScriptedService.start();
                RunningGateway one = gateway(service, uri);
                RunningGateway other = gateway(service, uri)) {
            // A database that is slow to answer at first is not asked again for five seconds.
            await().atMost(Duration.ofSeconds(30)).pollDelay(Duration.ZERO).until(() -> left(one) == left(other) + 1);
            // Nor is one that was slow later: meanwhile a gateway counts for itself, and is used up alone. The other is
            // asked fewer times than it would let through alone.
            await().atMost(Duration.ofSeconds(30)).pollDelay(Duration.ZERO).until(() -> {
                useUp(one);
                return other.get("/orders").statusCode() == 429;
            });

            database.shutdownNow();

            assertThat(other.get("/orders").statusCode()).isEqualTo(200);
        } finally {
            database.shutdownNow();
        }
    }

    private static void useUp(RunningGateway gateway) throws Exception {
        while (gateway.get("/orders").statusCode() != 429) {
            // Another one was let through.
        }
    }

    /** How many requests are left to the caller after one more. */
    private static int left(RunningGateway gateway) throws Exception {
        String limit = gateway.get("/orders").headers().firstValue("RateLimit").orElse("");
        Matcher left = Pattern.compile(";r=(\\d+)").matcher(limit);
        assertThat(left.find()).as(limit).isTrue();
        return Integer.parseInt(left.group(1));
    }

    private static RunningGateway gateway(ScriptedService service, String uri) {
        return RunningGateway.before(Map.of("order-query", service.port()), "--spring.profiles.active=shared-limits",
                "--LIMITS_MONGO=" + uri, "--orderflow.gateway.limits.classes[0].name=reads",
                "--orderflow.gateway.limits.classes[0].requests=" + REQUESTS,
                "--orderflow.gateway.limits.classes[0].per=1h");
    }
}
