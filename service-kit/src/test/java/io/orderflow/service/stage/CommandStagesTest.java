package io.orderflow.service.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;

@SpringBootTest(classes = StagedService.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = {
        "axon.axonserver.enabled=false"})
@ExtendWith(OutputCaptureExtension.class)
class CommandStagesTest {

    private static final String ADA = "{\"owner\":\"Ada\"}";
    private static final Duration SOON = Duration.ofSeconds(30);

    @LocalServerPort
    private int port;
    @Autowired
    private StagedService service;
    private final HttpClient client = HttpClient.newHttpClient();
    private final String key = UUID.randomUUID().toString();

    @BeforeEach
    void begin() {
        service.handled.clear();
        service.asked.clear();
        service.gate = new CountDownLatch(0);
        service.projected = new AwaitDocument.Answer(true, 7);
        service.settled = new AwaitDocument.Answer(true, 42);
    }

    @Nested
    class Waiting {

        @Test
        void isForTheCommandAloneByDefault() throws Exception {
            HttpResponse<String> answer = open(ADA);

            assertThat(answer.statusCode()).isEqualTo(201);
            assertThat(answer.headers().firstValue("Command-Stage")).isEmpty();
            assertThat(service.asked).isEmpty();
        }

        @Test
        void untilItIsHandledAsksNobody() throws Exception {
            assertStage(open(ADA, "Command-Wait", "handled"), 201, "handled");
            assertThat(service.asked).isEmpty();
        }

        @Test
        void untilItIsProjectedAsksTheReadModel() throws Exception {
            HttpResponse<String> answer = open(ADA, "Command-Wait", "projected", "Prefer", "wait=9");

            assertStage(answer, 201, "projected");
            assertThat(header(answer, "Preference-Applied")).isEqualTo("wait=9");
            assertThat(service.asked).singleElement().satisfies(asked -> {
                assertThat(asked.key()).isNull();
                assertThat(asked.position()).isEqualTo(Long.parseLong(header(answer, "Consistency-Token")));
                assertThat(asked.patience()).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(9));
            });
        }

        @Test
        void untilItIsSettledAsksForTheProcessAndThenTheReadModel() throws Exception {
            HttpResponse<String> answer = open(ADA, "Command-Wait", "Settled");

            assertStage(answer, 201, "settled");
            assertThat(header(answer, "Consistency-Token")).isEqualTo("42");
            String id = answer.body().replace("\"", "");
            assertThat(service.asked).hasSize(2);
            assertThat(service.asked.getFirst().key()).isEqualTo(id);
            assertThat(service.asked.getFirst().steps()).containsExactly("PASSED");
            assertThat(service.asked.getLast().position()).isEqualTo(42);
        }

        @Test
        void inVainIsAnsweredWithWhereToLook() throws Exception {
            service.settled = new AwaitDocument.Answer(false, 3);
            HttpResponse<String> unsettled = open(ADA, "Command-Wait", "settled");
            String id = unsettled.body().replace("\"", "");
            service.projected = new AwaitDocument.Answer(false, 3);
            HttpResponse<String> unprojected = open(ADA, "Command-Wait", "projected");

            assertStage(unsettled, 202, "handled");
            assertThat(header(unsettled, "Location")).isEqualTo("/checks/" + id);
            assertStage(unprojected, 202, "handled");
            assertThat(header(unprojected, "Location")).isEqualTo("/accounts/" + id);
            assertThat(service.handled).hasSize(1);
        }

        @Test
        void forAReadModelThatNobodyHasIsInVainAndLoggedOnce(CapturedOutput output) throws Exception {
            for (int times = 0; times < 10; times++) {
                HttpResponse<String> answer = post("/accounts/a1/closure", "", "Command-Wait", "settled");

                assertStage(answer, 202, "handled");
                assertThat(header(answer, "Location")).isEqualTo("/accounts/a1");
                assertThat(answer.body()).isEqualTo("\"closed\"");
            }
            assertThat(output.getOut().lines().filter(line -> line.contains("nowhere"))).singleElement().asString()
                    .contains("Waiting for nowhere", "Nobody is there to answer");
        }

        @Test
        void isPartOfARepeatToo() throws Exception {
            open(ADA);
            HttpResponse<String> again = open(ADA, "Command-Wait", "settled");

            assertStage(again, 201, "settled");
            assertThat(header(again, "Idempotency-Hit")).isEqualTo("true");
            assertThat(service.handled).hasSize(1);
            assertThat(header(open(ADA), "Consistency-Token")).isNotEqualTo("42");
        }

        @Test
        void endsWithARefusal() throws Exception {
            HttpResponse<String> answer = open("{\"owner\":\"refused\"}", "Command-Wait", "settled");

            assertThat(answer.statusCode()).isEqualTo(409);
            assertThat(header(answer, "Content-Type")).isEqualTo("application/problem+json");
            assertThat(service.asked).isEmpty();
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "done", "accepted", "projected, settled", "projected;q=1"})
        void forAnUnknownStageIsRefusedBeforeTheCommand(String stage) throws Exception {
            HttpResponse<String> answer = open(ADA, "Command-Wait", stage);

            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.body()).contains("INVALID_COMMAND_WAIT");
            assertThat(service.handled).isEmpty();
        }

        @Test
        void forTwoStagesIsRefused() throws Exception {
            assertThat(open(ADA, "Command-Wait", "projected", "Command-Wait", "settled").statusCode()).isEqualTo(400);
        }

        @Test
        void meansNothingToAQuery() throws Exception {
            HttpRequest query = request("/accounts/a1", "Command-Wait", "nonsense", "Prefer", "respond-async")
                    .GET()
                    .build();
            assertThat(client.send(query, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
        }
    }

    @Nested
    class NotWaiting {

        @Test
        void isAnsweredBeforeTheCommandIsAndKeepsTheRealAnswer() throws Exception {
            service.gate = new CountDownLatch(1);

            HttpResponse<String> accepted = open(ADA, "Prefer", "respond-async");
            assertStage(accepted, 202, "accepted");
            assertThat(header(accepted, "Preference-Applied")).isEqualTo("respond-async");
            assertThat(accepted.body()).isEmpty();
            assertThat(service.handled).isEmpty();
            HttpResponse<String> meanwhile = open(ADA);
            assertThat(meanwhile.statusCode()).isEqualTo(409);
            assertThat(meanwhile.body()).contains("REQUEST_IN_FLIGHT");
            assertThat(header(meanwhile, "Retry-After")).isEqualTo("1");

            service.gate.countDown();
            HttpResponse<String> real = await().atMost(SOON).until(() -> open(ADA),
                    answer -> answer.statusCode() == 201);
            assertThat(header(real, "Idempotency-Hit")).isEqualTo("true");
            assertThat(header(real, "Location")).isEqualTo(header(accepted, "Location"));
            assertThat(header(real, "Command-Stage")).isEmpty();
            assertThat(service.handled).hasSize(1);
        }

        @Test
        void hearsOfARefusalWithTheRepeat() throws Exception {
            service.gate = new CountDownLatch(1);
            String refused = "{\"owner\":\"refused\"}";
            assertStage(open(refused, "Prefer", "respond-async"), 202, "accepted");

            service.gate.countDown();
            await().atMost(SOON).until(() -> open(refused).body().contains("ALREADY_EXISTS"));
        }

        @Test
        void isToldAtOnceWhatIsWrongWithTheRequest() throws Exception {
            HttpResponse<String> answer = open("{}", "Prefer", "respond-async");

            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.body()).contains("INVALID_VALUE");
        }

        @Test
        void longerThanItPrefersGetsTheRealAnswerWithinThatTime() throws Exception {
            HttpResponse<String> answer = open(ADA, "Prefer", "respond-async, wait=20", "Command-Wait", "projected");

            assertStage(answer, 201, "projected");
        }
    }

    private HttpResponse<String> open(String body, String... headers) throws IOException, InterruptedException {
        return post("/accounts", body, headers);
    }

    private HttpResponse<String> post(String path, String body, String... headers)
            throws IOException, InterruptedException {
        return client.send(request(path, headers).POST(BodyPublishers.ofString(body)).build(),
                BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", key);
        return headers.length == 0 ? request : request.headers(headers);
    }

    private static void assertStage(HttpResponse<String> answer, int status, String stage) {
        assertThat(answer.statusCode()).as("%s %s", answer.headers().map(), answer.body()).isEqualTo(status);
        assertThat(header(answer, "Command-Stage")).isEqualTo(stage);
    }

    private static String header(HttpResponse<String> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }
}
