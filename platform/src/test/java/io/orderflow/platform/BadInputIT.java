package io.orderflow.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderflow.api.problem.ProblemCode;
import io.orderflow.platform.demo.Api;
import io.orderflow.platform.fuzz.Description;
import io.orderflow.platform.fuzz.Fuzz;
import io.orderflow.platform.fuzz.RawHttp;
import io.orderflow.platform.fuzz.Reply;
import io.orderflow.platform.fuzz.Request;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Sends every route that the description names what it cannot mean. Whatever is refused must be refused with a problem,
 * never as a failure of ours, and have changed nothing: each request has a trace, which every event of its making would
 * carry. The number of requests a route is {@code fuzz.requests}, the seed {@code fuzz.seed}.
 */
class BadInputIT {

    private static final Logger LOG = LoggerFactory.getLogger(BadInputIT.class);
    private static final int REQUESTS_A_ROUTE = Integer.getInteger("fuzz.requests", 70);
    private static final long SEED = Long.getLong("fuzz.seed", System.nanoTime());
    private static final Set<String> CODES = Arrays.stream(ProblemCode.values())
            .map(ProblemCode::name)
            .collect(Collectors.toSet());
    private static final Map<String, String> KNOWN = Map.of("sku", "fuzz-sku", "accountId", "fuzz-account", "orderId",
            "fuzz-order", "paymentId", "fuzz-order", "customerId", "fuzz-customer", "entryId", "fuzz-account:1");

    @RegisterExtension
    static final RunningPlatform platform = RunningPlatform.shared();
    private static final Api api = platform.api();

    @BeforeAll
    static void stockUp() {
        PlatformClient client = platform.client("fuzz-customer");
        client.list("fuzz-sku", "Pen", "18.00", 1_000);
        client.open("fuzz-account", "Ada", "USD", "1000000.00");
        client.place("fuzz-order", "fuzz-account", PlatformClient.line("fuzz-sku", 1, "18.00"));
        client.awaitRest("fuzz-order");
    }

    @Test
    void isRefusedWithAProblemAndChangesNothing() throws Exception {
        LOG.info("The seed is {}", SEED);
        EventStore events = platform.context().getBean(EventStore.class);
        TrackingToken before = events.createHeadToken();
        String modelsBefore = collections();

        Description description = new Description(api.get("/v3/api-docs").expect(200));
        Fuzz fuzz = new Fuzz(description, KNOWN, SEED);
        RawHttp http = new RawHttp(platform.port());
        Map<String, Request> refused = new HashMap<>();
        Map<Integer, Integer> statuses = new HashMap<>();
        List<String> faults = new ArrayList<>();
        int requests = REQUESTS_A_ROUTE * description.routes().size();
        for (int number = 0; number < requests; number++) {
            Request request = fuzz.next(number);
            send(http, request, faults).ifPresent(reply -> {
                statuses.merge(reply.status(), 1, Integer::sum);
                if (reply.status() >= 400) {
                    refused.put(request.trace(), request);
                    faultOf(request, reply).ifPresent(faults::add);
                }
            });
        }
        LOG.info("{} requests to {} routes were answered {}", requests, description.routes().size(), statuses);

        assertThat(faults).as("seed %s", SEED).isEmpty();
        assertThat(statuses.keySet()).as("seed %s", SEED).contains(200, 400, 404, 405, 406, 413, 415);
        assertThat(causedBy(refused, events, before)).as("seed %s", SEED).isEmpty();
        assertThat(collections()).isEqualTo(modelsBefore);
        assertReadModelsFollow();
    }

    /** The answer; empty where it is not as described, which is a fault. */
    private static Optional<Reply> send(RawHttp http, Request request, List<String> faults) throws IOException {
        try {
            return Optional.of(http.send(request));
        } catch (AssertionError fault) {
            faults.add(fault.getMessage() + " to " + request);
            return Optional.empty();
        }
    }

    private static Optional<String> faultOf(Request request, Reply reply) {
        String fault = reply.status() + " " + reply.body() + " to " + request;
        if (reply.status() >= 500) {
            return Optional.of(fault);
        }
        return request.method().equals("HEAD") || isProblem(reply)
                ? Optional.empty()
                : Optional.of(fault);
    }

    private static boolean isProblem(Reply reply) {
        try {
            JsonNode problem = new JsonMapper().readTree(reply.body());
            return reply.headers().getOrDefault("content-type", "").startsWith("application/problem+json")
                    && CODES.contains(problem.path("code").asString(""))
                    && problem.path("status").asInt() == reply.status()
                    && !problem.path("title").asString("").isBlank()
                    && !reply.body().contains("Exception") && !reply.body().contains("\tat ");
        } catch (JacksonException noJson) {
            return false;
        }
    }

    /** The events that carry the trace of a request which was refused. */
    private static List<String> causedBy(Map<String, Request> refused, EventStore events, TrackingToken before)
            throws InterruptedException {
        List<String> caused = new ArrayList<>();
        long head = events.createHeadToken().position().orElseThrow();
        long position = before.position().orElseThrow();
        try (BlockingStream<TrackedEventMessage<?>> log = events.openStream(before)) {
            while (position < head && log.hasNextAvailable(10, TimeUnit.SECONDS)) {
                TrackedEventMessage<?> event = log.nextAvailable();
                position = event.trackingToken().position().orElseThrow();
                Request cause = refused.get(String.valueOf(event.getMetaData().get("traceId")));
                if (cause != null) {
                    caused.add(event.getPayload() + " by " + cause);
                }
            }
        }
        assertThat(position).as("the last event that was read").isEqualTo(head);
        return caused;
    }

    /** Nothing was taken in that the read models cannot follow. */
    private static void assertReadModelsFollow() {
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(
                api.get("/projections").expect(200).required("items")).allSatisfy(
                        projection -> assertThat(projection.path("lag").asLong()).isZero()));
        assertThat(api.get("/dead-letters").expect(200).required("items")).isEmpty();
    }

    private static String collections() {
        StringBuilder collections = new StringBuilder();
        api.get("/projections").expect(200).path("items").forEach(
                projection -> collections.append(projection.path("collection").asString()).append('\n'));
        return collections.toString();
    }
}
