package io.orderflow.console.api;

import io.orderflow.console.api.Calls.Answer;
import io.orderflow.console.api.Calls.Pending;
import io.orderflow.console.api.LastGood.Kept;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.json.JsonMapper;

/** The platform's HTTP interface, called on behalf of the person who looks at a page. Thread-safe. */
public final class Api {

    private static final int NOT_YET = 202;
    private static final int MAX_WAITS = 6;
    private static final String ACCEPTED = String.join(", ", MediaType.APPLICATION_JSON_VALUE,
            MediaType.APPLICATION_PROBLEM_JSON_VALUE, MediaType.TEXT_PLAIN_VALUE);

    private final Calls http;
    private final Bearer bearer;
    private final LastGood lastGood;
    private final Availability availability;
    private final JsonMapper json;
    private final Clock clock;

    Api(Calls http, Bearer bearer, LastGood lastGood, Availability availability, JsonMapper json, Clock clock) {
        this.http = http;
        this.bearer = bearer;
        this.lastGood = lastGood;
        this.availability = availability;
        this.json = json;
        this.clock = clock;
    }

    /**
     * Asks at once for what the page reads one after the other later, by the same requests.
     *
     * @param requests reads of the page, each of which it makes
     */
    public void ahead(ApiRequest... requests) {
        for (ApiRequest request : requests) {
            Ahead.begin(request, () -> {
                Call call = call(request, headers -> {});
                return http.begin(call.target(), call.headers());
            });
        }
    }

    /**
     * Reads what a page shows. Where the platform gives no answer, the last good answer that this person had stays, and
     * says so; where it refuses, there is no data.
     */
    public <T> Reading<T> read(ApiRequest request, Class<T> type) {
        return reading(request, json.constructType(type));
    }

    /** As {@link #read}, for an answer that is text, such as metrics. */
    public Reading<String> text(ApiRequest request) {
        return reading(request, body -> new String(body, StandardCharsets.UTF_8));
    }

    /** As {@link #read}, for one page of a list of these items. */
    public <I> Reading<Page<I>> list(ApiRequest request, Class<I> item) {
        return reading(request, json.getTypeFactory().constructParametricType(Page.class, item));
    }

    private <T> Reading<T> reading(ApiRequest request, JavaType type) {
        return reading(request, body -> parse(body, type));
    }

    private <T> Reading<T> reading(ApiRequest request, Function<byte[], T> parser) {
        try {
            Pending begun = Ahead.take(request);
            byte[] body = (begun == null ? exchange(call(request, headers -> {})) : answer(begun)).body();
            T value = parser.apply(body);
            Instant now = clock.instant();
            lastGood.keep(bearer.name(), request, body, now);
            return new Reading<>(request, value, now, null);
        } catch (ApiProblem problem) {
            Kept kept = problem.isOutage() ? lastGood.of(bearer.name(), request) : null;
            return kept == null
                    ? new Reading<>(request, null, clock.instant(), problem)
                    : new Reading<>(request, parser.apply(kept.body()), kept.at(), problem);
        }
    }

    /**
     * Reads what an action needs.
     *
     * @throws ApiProblem where the platform refuses or gives no answer
     */
    public <T> T get(ApiRequest request, Class<T> type) {
        return parse(exchange(call(request, headers -> {})).body(), json.constructType(type));
    }

    /**
     * Changes something, and waits until queries find it, so that it stands in the next page. The request has a key of its
     * own, so that it has its effect once, however often it is sent.
     *
     * @throws ApiProblem where the platform refuses or gives no answer
     */
    public ApiAnswer send(ApiRequest request) {
        return send(request, UUID.randomUUID().toString());
    }

    /** As {@link #send(ApiRequest)}, under a key that the page was made with, so that sending it twice is harmless. */
    public ApiAnswer send(ApiRequest request, String key) {
        return send(request, key, "projected");
    }

    /**
     * As {@link #send(ApiRequest, String)}, and waits until the process that the change has begun goes no further by
     * itself, for about 20 seconds at most. A request under the same key asks for the same change.
     */
    public ApiAnswer settle(ApiRequest request, String key) {
        ApiAnswer answer = send(request, key, "settled");
        for (int i = 1; i < MAX_WAITS && answer.status() == NOT_YET; i++) {
            answer = send(request, key, "settled");
        }
        return answer;
    }

    private ApiAnswer send(ApiRequest request, String key, String stage) {
        Answer answer = exchange(call(request, headers -> {
            headers.set("Command-Wait", stage);
            headers.set("Prefer", "wait=3");
            if (request.method().equals(HttpMethod.POST)) {
                headers.set("Idempotency-Key", key);
            }
        }));
        return new ApiAnswer(answer.status(), answer.headers(), answer.body(), json);
    }

    /** A request with all that must be known of the person. */
    private record Call(ApiRequest request, URI target, HttpHeaders headers) {}

    private Call call(ApiRequest request, Consumer<HttpHeaders> further) {
        HttpHeaders headers = new HttpHeaders();
        headers.set(HttpHeaders.ACCEPT, ACCEPTED);
        bearer.authorize(headers);
        further.accept(headers);
        return new Call(request, bearer.platform().resolve(request.target()), headers);
    }

    private Answer exchange(Call call) {
        Object content = call.request().body();
        HttpHeaders headers = call.headers();
        if (content != null) {
            headers.setContentType(MediaType.APPLICATION_JSON);
        }
        return answer(() -> http.send(call.request().method(), call.target(), headers,
                content == null ? null : json.writeValueAsBytes(content)));
    }

    private Answer answer(Pending pending) {
        try {
            Answer answer = pending.await();
            availability.answered();
            if (answer.status() >= 400) {
                throw problem(answer.status(), answer.body());
            }
            return answer;
        } catch (IOException noAnswer) {
            availability.gaveNoAnswer();
            throw ApiProblem.noAnswer();
        }
    }

    private ApiProblem problem(int status, byte[] body) {
        try {
            return json.readValue(body, ApiProblem.Body.class).problem(status);
        } catch (JacksonException noProblem) {
            return new ApiProblem(status, "", "The platform answered " + status, null);
        }
    }

    private <T> T parse(byte[] body, JavaType type) {
        try {
            return json.readValue(body, type);
        } catch (JacksonException unreadable) {
            throw new ApiProblem(502, "", "The platform's answer cannot be read: " + unreadable.getOriginalMessage(),
                    null);
        }
    }
}
