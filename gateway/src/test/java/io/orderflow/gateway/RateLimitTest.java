package io.orderflow.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** How many requests a caller may send, and what it is told of that. */
class RateLimitTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    private static ScriptedService service;
    private static RunningGateway gateway;

    @BeforeAll
    static void start() throws IOException {
        service = ScriptedService.start();
        gateway = RunningGateway.before(Map.of("order-query", service.port(), "order-command", service.port()),
                "--orderflow.proxies.trusted=127\\.0\\.0\\.1",
                "--orderflow.gateway.limits.classes[0].name=reads", "--orderflow.gateway.limits.classes[0].takes=READS",
                "--orderflow.gateway.limits.classes[0].paths=/orders",
                "--orderflow.gateway.limits.classes[0].requests=3", "--orderflow.gateway.limits.classes[0].per=1h",
                "--orderflow.gateway.limits.classes[1].name=sales",
                "--orderflow.gateway.limits.classes[1].paths=/sales",
                "--orderflow.gateway.limits.classes[1].requests=1", "--orderflow.gateway.limits.classes[1].per=2s");
    }

    @AfterAll
    static void stop() {
        gateway.close();
        service.close();
    }

    private static HttpResponse<String> read(String caller) throws Exception {
        return gateway.get("/orders", "X-Forwarded-For", caller);
    }

    @Test
    void refusesACallerThatAsksTooOften() throws Exception {
        // given
        for (int left = 2; left >= 0; left--) {
            HttpResponse<String> answer = read("127.0.113.1");
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("RateLimit-Policy")).hasValue("\"reads\";q=3;w=3600");
            assertThat(answer.headers().firstValue("RateLimit").orElse("")).startsWith("\"reads\";r=" + left + ";t=");
        }

        // when
        HttpResponse<String> refused = read("127.0.113.1");

        // then
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.body()).contains("\"code\":\"RATE_LIMITED\"");
        assertThat(refused.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(refused.headers().firstValueAsLong("Retry-After").orElse(0)).isBetween(1L, 1_200L);
        assertThat(refused.headers().firstValue("RateLimit").orElse("")).startsWith("\"reads\";r=0;t=");
    }

    /** However slow the machine is, of many requests one comes within the two seconds. */
    @Test
    void letsACallerInAgainAfterSomeTime() {
        await().atMost(SOON).until(() -> gateway.get("/sales").statusCode() == 429);

        await().atMost(SOON).until(() -> gateway.get("/sales").statusCode() == 200);
    }

    @Test
    void countsEachCallerByItself() throws Exception {
        for (int i = 0; i < 3; i++) {
            assertThat(read("127.0.113.2").statusCode()).isEqualTo(200);
        }
        FunctionCounter limited = gateway.context().getBean(MeterRegistry.class).get("orderflow.gateway.limited")
                .tag("class", "reads").functionCounter();
        double before = limited.count();
        assertThat(read("127.0.113.2").statusCode()).isEqualTo(429);
        assertThat(limited.count()).isEqualTo(before + 1);
        assertThat(read("127.0.113.3").statusCode()).isEqualTo(200);
    }

    @Test
    void countsEachClassOfRoutesByItself() throws Exception {
        for (int i = 0; i < 4; i++) {
            read("127.0.113.4");
        }
        assertThat(gateway.post("/orders", "{}", "X-Forwarded-For", "127.0.113.4").statusCode()).isEqualTo(200);
        assertThat(gateway.get("/actuator/health", "X-Forwarded-For", "127.0.113.4").statusCode()).isEqualTo(200);
    }
}
