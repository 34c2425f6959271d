package io.orderflow.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Two gateways that count the requests of a caller together. */
class SharedLimitsTest {

    @Test
    void countTogetherAndEachForItselfWhileTheDatabaseIsAway() throws Exception {
        MongoServer database = new MongoServer(new MemoryBackend());
        String uri = "mongodb://127.0.0.1:" + database.bind().getPort() + "/limits";
        try (ScriptedService service = ScriptedService.start();
                RunningGateway one = gateway(service, uri);
                RunningGateway other = gateway(service, uri)) {
            assertThat(one.get("/orders").headers().firstValue("RateLimit").orElse("")).contains(";r=2;");
            assertThat(other.get("/orders").headers().firstValue("RateLimit").orElse("")).contains(";r=1;");
            assertThat(one.get("/orders").headers().firstValue("RateLimit").orElse("")).contains(";r=0;");
            assertThat(other.get("/orders").statusCode()).isEqualTo(429);

            database.shutdownNow();

            assertThat(other.get("/orders").statusCode()).isEqualTo(200);
        } finally {
            database.shutdownNow();
        }
    }

    private static RunningGateway gateway(ScriptedService service, String uri) {
        return RunningGateway.before(Map.of("order-query", service.port()), "--spring.profiles.active=shared-limits",
                "--LIMITS_MONGO=" + uri, "--orderflow.gateway.limits.classes[0].name=reads",
                "--orderflow.gateway.limits.classes[0].requests=3", "--orderflow.gateway.limits.classes[0].per=1h");
    }
}
