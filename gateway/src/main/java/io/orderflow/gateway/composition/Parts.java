package io.orderflow.gateway.composition;

import io.orderflow.api.problem.ProblemCode;
import io.orderflow.gateway.backend.BackendAnswer;
import io.orderflow.gateway.backend.BackendFailure;
import io.orderflow.gateway.backend.BackendRequest;
import io.orderflow.gateway.backend.ServiceRefusal;
import io.orderflow.gateway.backend.Services;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.http.HttpHeaders;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Asks services for parts of an answer, in the name of one caller. */
record Parts(Services services, HttpHeaders headers) {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final int MAX_BYTES = 4 << 20;
    private static final byte[] NO_BODY = {};
    /** Whatever else stands between the gateway and a service may answer without one. */
    private static final Set<String> CODES = Stream.of(ProblemCode.values()).map(Enum::name)
            .collect(Collectors.toSet());
    private static final JsonMapper JSON = new JsonMapper();

    Part ask(String service, String target) {
        try {
            BackendAnswer answer = services.ask(service, new BackendRequest("GET", target, headers, NO_BODY, TIMEOUT));
            JsonNode body = JSON.readTree(answer.body(MAX_BYTES));
            if (answer.status() / 100 == 2) {
                return new Part.Available(body);
            }
            String code = body.path("code").asString("");
            return CODES.contains(code)
                    ? new Part.Unavailable(code, body.path("detail").asString(body.path("title").asString("")),
                            answer.status() / 100 == 4)
                    : new Part.Unavailable(ProblemCode.SERVICE_UNAVAILABLE.name(), service + " answered "
                            + answer.status() + " without a reason", false);
        } catch (ServiceRefusal refused) {
            return new Part.Unavailable(refused.code().name(), String.valueOf(refused.getMessage()), false);
        } catch (BackendFailure | JacksonException unreadable) {
            return new Part.Unavailable(ProblemCode.SERVICE_UNAVAILABLE.name(), service + " broke off its answer",
                    false);
        }
    }
}
