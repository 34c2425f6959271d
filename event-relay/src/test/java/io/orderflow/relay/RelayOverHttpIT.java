package io.orderflow.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.contract.Expectation;
import io.orderflow.contract.Expectations;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the relay answers while its broker is away: to consumers as they expect, and to nonsense with a refusal. */
@ExtendWith(OutputCaptureExtension.class)
class RelayOverHttpIT {

    private static final String REPLAYS = "/relays/kafka/replays";

    @TempDir
    private static Path folder;
    private static RunningRelay relay;

    @BeforeAll
    static void start() {
        relay = new RunningRelay(folder, "--orderflow.relay.kafka.bootstrap-servers=127.0.0.1:9",
                "--orderflow.relay.ack-timeout=3s");
    }

    @AfterAll
    static void stop() {
        if (relay != null) {
            relay.close();
        }
    }

    static List<Expectation> expectations() {
        return Expectations.of("event-relay").stream().filter(expected -> expected.message().isMissingNode()).toList();
    }

    @ParameterizedTest
    @MethodSource("expectations")
    void meetsWhatConsumersExpect(Expectation expected) throws Exception {
        assertThat(expected.unmetBy(relay.uri("/"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            400 | {
            400 | []
            400 | null
            400 | "target"
            400 | {}
            400 | {"target": null}
            400 | {"target": " "}
            400 | {"target": 5}
            400 | {"target": ["a"]}
            400 | {"target": "a b"}
            400 | {"target": "a/b"}
            400 | {"target": ".."}
            400 | {"target": "\\u0000"}
            400 | {"target": "orderflow.orders"}
            400 | {"target": "__consumer_offsets"}
            400 | {"target": "t", "target": "u"}
            400 | {"target": "t", "unknown": 1}
            400 | {"target": "t", "type": "order.unknown"}
            400 | {"target": "t", "type": "io.orderflow.api.order.OrderEvent$OrderPlaced"}
            400 | {"target": "t", "type": 7}
            400 | {"target": "t", "fromPosition": -1}
            400 | {"target": "t", "fromPosition": 1.5}
            400 | {"target": "t", "fromPosition": "one"}
            400 | {"target": "t", "fromPosition": 99999999999999999999}
            400 | {"target": "t", "fromTime": "yesterday"}
            400 | {"target": "t", "fromTime": "2026-02-30T00:00:00Z"}
            400 | {"target": "t", "fromTime": "+999999999-12-31T23:59:59Z"}
            400 | {"target": "t", "fromTime": "-999999999-01-01T00:00:00Z"}
            400 | {"target": "t", "fromTime": 1}
            400 | {"target": "t", "fromPosition": 1, "fromTime": "2026-11-30T00:00:00Z"}
            400 | {"target": "t", "useExisting": "perhaps"}
            """)
    void refusesToPublishThePastAsNobodyMeansIt(int status, String body, CapturedOutput log) {
        assertRefused(relay.post(REPLAYS, body), status, log);
    }

    @Test
    void refusesTargetsOfAnySize(CapturedOutput log) {
        assertRefused(relay.post(REPLAYS, "{\"target\": \"" + "t".repeat(300) + "\"}"), 400, log);
        assertRefused(relay.post(REPLAYS, "{\"target\": \"" + "t".repeat(3_000_000) + "\"}"), 413, log);
        assertRefused(relay.post(REPLAYS, "[".repeat(100_000)), 400, log);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            GET    | /replays?limit=0                     | 400
            GET    | /replays?limit=-1                    | 400
            GET    | /replays?limit=201                   | 400
            GET    | /replays?limit=99999999999999999999  | 400
            GET    | /replays?limit=all                   | 400
            GET    | /replays?limit=%00                   | 400
            GET    | /replays/nobody                      | 404
            GET    | /replays/a%2Fb                       | 400
            GET    | /replays/..%2F..%2Frelays            | 400
            GET    | /replays/%00                         | 400
            GET    | /replays/$where                      | 404
            GET    | /replays/x/y                         | 404
            DELETE | /replays/nobody                      | 404
            DELETE | /replays                             | 405
            POST   | /replays                             | 405
            PUT    | /replays/nobody                      | 405
            PATCH  | /relays                              | 405
            DELETE | /relays                              | 405
            POST   | /relays/kafka                        | 404
            POST   | /relays/%20/replays                  | 400
            GET    | /relays/kafka/replays                | 405
            GET    | /dead-letters?limit=0                | 400
            GET    | /dead-letters?kind=ANY               | 400
            GET    | /dead-letters?group=nobodys          | 404
            GET    | /dead-letters/relay-kafka/a%2Fb      | 400
            DELETE | /dead-letters/relay-kafka/nobody?reason=r | 404
            DELETE | /dead-letters/relay-kafka/nobody     | 400
            """)
    void refusesWhatIsNotThere(String method, String path, int status, CapturedOutput log) {
        assertRefused(relay.raw(method, path, BodyPublishers.noBody()), status, log);
    }

    @ParameterizedTest
    @CsvSource({"/relays/nobody/replays", "/relays/rabbitmq/replays", "/relays/KAFKA/replays"})
    void refusesToPublishToABrokerThatItHasNot(String path, CapturedOutput log) {
        assertRefused(relay.post(path, "{\"target\": \"t\"}"), 404, log);
    }

    @Test
    void refusesWhatIsNoJson(CapturedOutput log) {
        assertRefused(relay.raw("POST", REPLAYS, BodyPublishers.noBody()), 400, log);
        assertRefused(relay.raw("POST", REPLAYS, BodyPublishers.ofString("target=t"), "Content-Type",
                "application/x-www-form-urlencoded"), 415, log);
        assertRefused(relay.raw("POST", REPLAYS, BodyPublishers.ofString("target: t"), "Content-Type",
                "application/yaml"), 415, log);
        assertRefused(relay.raw("POST", REPLAYS, BodyPublishers.ofString("<t/>"), "Content-Type",
                "nonsense"), 415, log);
    }

    @Test
    void saysThatTheBrokerIsAway(CapturedOutput log) {
        assertRefused(relay.post(REPLAYS, "{\"target\": \"later\"}"), 503, log);
    }

    private static void assertRefused(HttpResponse<String> answer, int status, CapturedOutput log) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        JsonNode problem = new JsonMapper().readTree(answer.body());
        assertThat(problem.path("status").asInt()).isEqualTo(status);
        assertThat(problem.path("code").asString()).isNotBlank();
        assertThat(answer.body()).hasSizeLessThan(2_000)
                .doesNotContainPattern("(java|org|com|tools)\\.[a-z]+\\.|Exception|\\$[A-Z]");
        assertThat(log).doesNotContain("\tat ").doesNotContain("Failed to serve");
    }
}
