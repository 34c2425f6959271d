package io.orderflow.notification;

import static org.assertj.core.api.Assertions.assertThat;

import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the service answers while both brokers are away: to nonsense with a refusal, and never with its insides. */
@ExtendWith(OutputCaptureExtension.class)
class NotificationOverHttpIT {

    private static final MongoServer DATABASE = new MongoServer(new MemoryBackend());
    private static RunningNotification service;

    @BeforeAll
    static void start() {
        service = new RunningNotification(List.of("--spring.rabbitmq.addresses=127.0.0.1:9",
                "--spring.kafka.bootstrap-servers=127.0.0.1:9", "--spring.mail.host=127.0.0.1", "--spring.mail.port=9",
                "--orderflow.notification.uri=mongodb://127.0.0.1:" + DATABASE.bind().getPort() + "/notification"));
    }

    @AfterAll
    static void stop() {
        if (service != null) {
            service.close();
        }
        DATABASE.shutdownNow();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            GET    | /emails?limit=0                      | 400
            GET    | /emails?limit=-1                     | 400
            GET    | /emails?limit=201                    | 400
            GET    | /emails?limit=99999999999999999999   | 400
            GET    | /emails?limit=all                    | 400
            GET    | /emails?limit=1&limit=2              | 400
            GET    | /emails?state=LOST                   | 400
            GET    | /emails?state=                       | 400
            GET    | /emails/nobody                       | 404
            GET    | /emails/a%2Fb                        | 400
            GET    | /emails/..%2Fpoints                  | 400
            GET    | /emails/%00                          | 400
            GET    | /emails/a/b                          | 404
            POST   | /emails                              | 405
            DELETE | /emails/nobody                       | 405
            PUT    | /emails/retries                      | 405
            GET    | /points                              | 404
            GET    | /points/a%2Fb                        | 400
            POST   | /points/c1                           | 405
            GET    | /set-aside-events?limit=1000000      | 400
            DELETE | /set-aside-events                    | 405
            DELETE | /set-aside-events/nobody             | 404
            DELETE | /set-aside-events/a%2Fb              | 400
            POST   | /set-aside-events/nobody             | 405
            """)
    void refusesNonsense(String method, String path, int status, CapturedOutput log) {
        assertRefused(service.raw(method, path, BodyPublishers.noBody()), status, log);
    }

    /** An empty list, and not the secrets of the database, is what a query of another language finds. */
    @ParameterizedTest
    @CsvSource({"/emails?orderId=%7B%22%24ne%22:1%7D, 200", "/emails?orderId[$ne]=1, 400", "/emails?cursor=%00, 400",
            "/set-aside-events?cursor=%7B%22%24gt%22:%22%22%7D, 200"})
    void takesNoQueryOfTheDatabase(String path, int status) {
        HttpResponse<String> answer = service.raw("GET", path, BodyPublishers.noBody());

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        if (status == 200) {
            assertThat(new JsonMapper().readTree(answer.body()).path("items")).isEmpty();
        }
    }

    @Test
    void saysThatTheQueueIsAway(CapturedOutput log) {
        assertRefused(service.raw("POST", "/emails/retries", BodyPublishers.noBody()), 503, log);
        assertThat(service.raw("POST", "/emails/retries", BodyPublishers.noBody()).body())
                .contains("RabbitMQ does not answer");
    }

    private static void assertRefused(HttpResponse<String> answer, int status, CapturedOutput log) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        JsonNode problem = new JsonMapper().readTree(answer.body());
        assertThat(problem.path("status").asInt()).isEqualTo(status);
        assertThat(problem.path("code").asString()).isNotBlank();
        assertThat(answer.body()).hasSizeLessThan(2_000)
                .doesNotContainPattern("(java|org|com|tools)\\.[a-z]+\\.|Exception|\\$[A-Z]");
        assertThat(log).doesNotContain("Failed to serve");
    }
}
