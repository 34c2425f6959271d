package io.orderflow.payment;

import static io.orderflow.payment.PaymentFixture.AMOUNT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import io.orderflow.api.account.AccountId;
import io.orderflow.api.account.HoldRefusal;
import io.orderflow.api.order.OrderId;
import io.orderflow.api.payment.PaymentCommand.AuthorizePayment;
import io.orderflow.api.payment.PaymentCommand.CapturePayment;
import io.orderflow.api.payment.PaymentCommand.VoidPayment;
import io.orderflow.api.payment.PaymentEvent;
import io.orderflow.api.payment.PaymentEvent.PaymentAuthorized;
import io.orderflow.api.payment.PaymentEvent.PaymentCaptured;
import io.orderflow.api.payment.PaymentEvent.PaymentDeclined;
import io.orderflow.api.payment.PaymentEvent.PaymentRefunded;
import io.orderflow.api.payment.PaymentEvent.PaymentVoided;
import io.orderflow.api.payment.PaymentId;
import io.orderflow.contract.Expectation;
import io.orderflow.contract.Expectations;
import io.orderflow.service.description.DescribedAnswers;
import io.orderflow.service.message.Commands;
import java.net.URI;
import java.util.List;
import org.axonframework.eventhandling.gateway.EventGateway;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.eventsourcing.eventstore.inmemory.InMemoryEventStorageEngine;
import org.axonframework.messaging.Message;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.http.MediaType;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;

/** The whole service behind a port, with its policy at work, its events in memory and a twin for the accounts. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, properties = {"axon.axonserver.enabled=false",
        "orderflow.checkpoints.retry-interval=50ms"})
class PaymentServiceTest {

    @SpringBootConfiguration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import(PaymentCommandConfiguration.class)
    static class Service {

        @Bean
        EventStorageEngine events() {
            return new InMemoryEventStorageEngine();
        }

        @Bean
        AccountTwin accounts(EventGateway events) {
            return new AccountTwin(events);
        }

        /** As a bean, it stops after the processors that keep their checkpoints in it. */
        @Bean(destroyMethod = "shutdownNow")
        MongoServer checkpoints() {
            return CHECKPOINTS;
        }
    }

    private static final MongoServer CHECKPOINTS = new MongoServer(new MemoryBackend());

    @DynamicPropertySource
    static void keepCheckpointsInMemory(DynamicPropertyRegistry properties) {
        CHECKPOINTS.bind();
        properties.add("orderflow.checkpoints.uri", () -> CHECKPOINTS.getConnectionString() + "/checkpoints");
    }

    @Autowired
    private Commands commands;
    @Autowired
    private EventStore events;
    private RestTestClient http;

    @BeforeEach
    void connect(@LocalServerPort int port) {
        http = RestTestClient.bindToServer()
                .baseUrl("http://localhost:" + port)
                .entityExchangeResultConsumer(DescribedAnswers::hold)
                .build();
    }

    static List<Expectation> expectations() {
        return Expectations.of("payment-command");
    }

    @ParameterizedTest
    @MethodSource("expectations")
    void meetsWhatConsumersExpect(Expectation expected, @LocalServerPort int port) throws Exception {
        assertThat(expected.state()).isNull();
        assertThat(expected.unmetBy(URI.create("http://localhost:" + port))).isEmpty();
    }

    private void authorize(String order, AccountId account) {
        OrderId orderId = new OrderId(order);
        commands.send(new AuthorizePayment(PaymentId.of(orderId), orderId, account, AMOUNT));
    }

    private void capture(String order) {
        authorize(order, AccountTwin.RICH);
        awaitEvent(order, PaymentAuthorized.class);
        commands.send(new CapturePayment(new PaymentId(order)));
        awaitEvent(order, PaymentCaptured.class);
    }

    private void giveUp(String order) {
        OrderId orderId = new OrderId(order);
        commands.send(new VoidPayment(PaymentId.of(orderId), orderId));
    }

    private ResponseSpec refund(String order, String key) {
        return http.post().uri("/payments/" + order + "/refund").header("Idempotency-Key", key).exchange();
    }

    private List<Object> history(String order) {
        return events.readEvents("payment:" + order).asStream().<Object>map(Message::getPayload).toList();
    }

    private void awaitEvent(String order, Class<? extends PaymentEvent> type) {
        await().untilAsserted(() -> assertThat(history(order)).hasAtLeastOneElementOfType(type));
    }

    @Test
    void authorizesAPaymentThatTheAccountCanBear() {
        authorize("bearable", AccountTwin.RICH);

        awaitEvent("bearable", PaymentAuthorized.class);
    }

    @Test
    void declinesAPaymentThatTheAccountCannotBear() {
        authorize("unbearable", AccountTwin.POOR);

        await()
                .untilAsserted(() -> assertThat(history("unbearable")).contains(new PaymentDeclined(
                        new PaymentId("unbearable"), new OrderId("unbearable"), HoldRefusal.INSUFFICIENT_FUNDS,
                        AMOUNT)));
    }

    @Test
    void capturesAPayment() {
        capture("captured");
    }

    @Test
    void voidsAPaymentWhateverTheLedgerAnswersFirst() {
        authorize("voided", AccountTwin.RICH);
        giveUp("voided");

        awaitEvent("voided", PaymentVoided.class);
    }

    @Test
    void voidsAPaymentOfAnAccountThatDoesNotExist() {
        authorize("nowhere", AccountTwin.MISSING);
        giveUp("nowhere");

        awaitEvent("nowhere", PaymentVoided.class);
    }

    @Test
    void asksAgainWhereTheLedgerWasAway() {
        authorize("patient", AccountTwin.AWAY_AT_FIRST);

        awaitEvent("patient", PaymentAuthorized.class);
    }

    @Test
    void isNotHeldBackByAPaymentThatCannotBeCarried() {
        authorize("stuck", AccountTwin.UNREACHABLE);
        for (int other = 0; other < 10; other++) {
            authorize("free-" + other, AccountTwin.RICH);
        }

        for (int other = 0; other < 10; other++) {
            awaitEvent("free-" + other, PaymentAuthorized.class);
        }
        assertThat(history("stuck")).hasSize(1);
    }

    @Test
    void refundsACapturedPaymentOverHttp() {
        capture("returned");

        refund("returned", "refund-1")
                .expectStatus()
                .isOk()
                .expectHeader()
                .valueEquals("ETag", "\"4\"")
                .expectHeader()
                .exists("Consistency-Token")
                .expectBody()
                .json("{\"paymentId\":\"returned\",\"version\":4}");
        awaitEvent("returned", PaymentRefunded.class);
        refund("returned", "refund-1").expectStatus().isOk().expectHeader().valueEquals("Idempotency-Hit", "true");
    }

    @Test
    void refusesToRefundWhatIsNotCaptured() {
        authorize("early", AccountTwin.RICH);

        expectProblem(refund("early", "early"), 409, "WRONG_STATE");
    }

    @Test
    void findsNoPaymentToRefund() {
        expectProblem(refund("nobodys", "nobodys"), 404, "NOT_FOUND");
    }

    @Test
    void refusesAnIdThatCannotBeOne() {
        expectProblem(refund("-x-", "bad"), 400, "INVALID_VALUE");
    }

    @Test
    void demandsAnIdempotencyKeyForARefund() {
        expectProblem(http.post().uri("/payments/any/refund").exchange(), 400, "IDEMPOTENCY_KEY_MISSING");
    }

    private static void expectProblem(ResponseSpec answer, int status, String code) {
        answer.expectStatus()
                .isEqualTo(status)
                .expectHeader()
                .contentTypeCompatibleWith(MediaType.APPLICATION_PROBLEM_JSON)
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo(code);
    }
}
