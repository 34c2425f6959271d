package io.orderflow.projection.serve;

import static io.orderflow.service.description.Described.header;

import io.orderflow.projection.api.Moments;
import io.orderflow.service.description.Described;
import io.orderflow.service.description.RouteDescription;
import io.orderflow.service.web.ConsistencyToken;
import io.orderflow.service.web.Preferences;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.BooleanSchema;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.web.method.HandlerMethod;

/** Describes the headers of queries, and of streams of events. Stateless. */
final class QueryDescription implements RouteDescription {

    private static final String AS_OF = "asOf";
    private static final String EVENT_STREAM = "text/event-stream";
    private static final Map<String, Header> FRESHNESS = new TreeMap<>(Map.of(
            FreshnessInterceptor.PROJECTION_POSITION,
            header("Every event at or before this position of the event store is in the answer", position()),
            FreshnessInterceptor.STALE,
            header("true where the answer lacks events: those of Consistency-Token, or those "
                    + "that wait as dead letters", new BooleanSchema()),
            FreshnessInterceptor.PROJECTION_LAG,
            header("How many positions the answer is behind Consistency-Token", position()),
            DeadLetterHeader.HEADER,
            header("The sequences of dead letters that the answer lacks, each with the position "
                    + "of its first event", new StringSchema().example("orders/order-1; position=7")),
            Preferences.APPLIED,
            header("The preferences that were followed, as in RFC 7240", new StringSchema().example("wait=10"))));

    @Override
    public void describe(Operation operation, HandlerMethod method) {
        if (FreshnessInterceptor.servedBy(method) != null) {
            describeFreshness(operation);
        }
        if (operation.getParameters() != null && operation.getParameters()
                .stream()
                .anyMatch(parameter -> AS_OF.equals(parameter.getName()))) {
            Described.header(operation, Moments.AS_OF_POSITION,
                    header("Where a past moment was asked for: the position of the event store that is shown",
                            position()));
            Described.problems(operation, 409);
        }
        if (isStream(operation)) {
            describeResumption(operation);
        }
    }

    @Override
    public Map<String, Header> headersOfProblems() {
        return FRESHNESS;
    }

    private static void describeFreshness(Operation operation) {
        operation.addParametersItem(Described.requestHeader(ConsistencyToken.HEADER,
                "The position that the answer to a command named: the query waits until it finds the command's effect",
                new StringSchema().pattern("^(-1|[0-9]{1,18})$").example("0")))
                .addParametersItem(Described.requestHeader(Preferences.HEADER, "wait=SECONDS, at most "
                        + Preferences.LONGEST.toSeconds() + ": how long the query waits for Consistency-Token",
                        new StringSchema().example("wait=10")));
        FRESHNESS.forEach((name, header) -> Described.header(operation, name, header));
    }

    private static Schema<?> position() {
        return new IntegerSchema().format("int64");
    }

    private static boolean isStream(Operation operation) {
        return operation.getResponses()
                .values()
                .stream()
                .anyMatch(answer -> answer.getContent() != null && answer.getContent().containsKey(EVENT_STREAM));
    }

    private static void describeResumption(Operation operation) {
        boolean known = operation.getParameters()
                .stream()
                .anyMatch(parameter -> UpdateId.HEADER.equals(parameter.getName()));
        if (!known) {
            operation.addParametersItem(Described.requestHeader(UpdateId.HEADER,
                    "The id of the last event that the client has", new StringSchema().pattern(UpdateId.FORM)));
        }
    }
}
