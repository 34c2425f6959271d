package io.orderflow.customer.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.customer.CustomerCommandConfiguration;
import io.orderflow.service.description.DescribedAnswers;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.inmemory.InMemoryEventStorageEngine;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;

/** The whole service behind a port, with its events in memory. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, properties = "axon.axonserver.enabled=false")
@ExtendWith(OutputCaptureExtension.class)
class CustomersOverHttpTest {

    @SpringBootConfiguration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import(CustomerCommandConfiguration.class)
    static class Service {

        @Bean
        EventStorageEngine events() {
            return new InMemoryEventStorageEngine();
        }
    }

    private RestTestClient http;

    @BeforeEach
    void connect(@LocalServerPort int port) {
        http = RestTestClient.bindToServer()
                .baseUrl("http://localhost:" + port)
                .entityExchangeResultConsumer(DescribedAnswers::hold)
                .build();
    }

    private ResponseSpec send(HttpMethod method, String path, String header, String value, String body) {
        return http.method(method).uri(path).header(header, value).contentType(MediaType.APPLICATION_JSON).body(body)
                .exchange();
    }

    private ResponseSpec register(String key, String body) {
        return send(HttpMethod.POST, "/customers", "Idempotency-Key", key, body);
    }

    private ResponseSpec register(String customer) {
        return register("register-" + customer,
                "{\"customerId\":\"%s\",\"name\":\"Ada Lovelace\",\"email\":\"ada@example.org\"}".formatted(customer));
    }

    private static void expectProblem(ResponseSpec answer, int status, String code) {
        answer.expectStatus().isEqualTo(status).expectBody().jsonPath("$.code").isEqualTo(code);
    }

    @Test
    void registersOnce() {
        register("once").expectStatus().isCreated().expectHeader().location("/customers/once").expectHeader()
                .valueEquals("ETag", "\"0\"").expectHeader().exists("Consistency-Token").expectBody()
                .json("{\"customerId\":\"once\",\"version\":0}");
        register("once").expectStatus().isCreated().expectHeader().valueEquals("Idempotency-Hit", "true");
        expectProblem(register("another", """
                {"customerId":"once","name":"Eve","email":"eve@example.org"}"""), 409, "ALREADY_EXISTS");
    }

    @Test
    void makesAnIdWhereTheClientGivesNone() {
        register("no-id", "{\"name\":\"Ada\",\"email\":\"ada@example.org\"}").expectStatus().isCreated().expectBody()
                .jsonPath("$.customerId").value(String.class, id -> assertThat(id).hasSize(36));
    }

    @Test
    void changesOnlyTheVersionThatIsNamed() {
        register("versioned");
        String name = "/customers/versioned/name";
        send(HttpMethod.PUT, name, "If-Match", "\"0\"", "{\"name\":\"Ada King\"}").expectStatus().isOk().expectHeader()
                .valueEquals("ETag", "\"1\"");
        expectProblem(send(HttpMethod.PUT, name, "If-Match", "\"0\"", "{\"name\":\"Ada Byron\"}"), 412,
                "PRECONDITION_FAILED");
        send(HttpMethod.PUT, "/customers/versioned/email", "If-Match", "*", "{\"email\":\"ada@king.example\"}")
                .expectStatus().isOk().expectBody().json("{\"customerId\":\"versioned\",\"version\":2}");
    }

    @Test
    void findsNoCustomerToChangeThatNobodyRegistered() {
        expectProblem(send(HttpMethod.PUT, "/customers/nobody/name", "Accept", "*/*", "{\"name\":\"Eve\"}"), 404,
                "NOT_FOUND");
    }

    /** Neither the answer nor the log repeats what a person has typed. */
    @ParameterizedTest(name = "{index}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"customerId":"c","name":" ","email":"secret@example.org"}
            {"customerId":"c","email":"secret@example.org"}
            {"customerId":"c","name":"Secret"}
            {"customerId":"c","name":"Secret","email":"secret"}
            {"customerId":"c","name":"Secret","email":"secret@example.org\\r\\nBcc: eve@example.org"}
            {"customerId":"c","name":"Secret\\u202e","email":"secret@example.org"}
            {"customerId":"-","name":"Secret","email":"secret@example.org"}
            {"customerId":"c","name":"Secret","email":"secret@example.org","phone":"1"}
            """)
    void refusesARegistrationThatCanNeverBeRight(String body, CapturedOutput log) {
        ResponseSpec answer = register("never-" + body.hashCode(), body);
        expectProblem(answer, 400, "INVALID_VALUE");
        answer.expectBody(String.class).value(problem -> assertThat(problem).doesNotContainIgnoringCase("secret"));
        assertThat(log.getAll()).doesNotContainIgnoringCase("secret");
    }
}
