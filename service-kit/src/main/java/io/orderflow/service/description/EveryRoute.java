package io.orderflow.service.description;

import static io.orderflow.service.description.Described.header;

import io.orderflow.api.Text;
import io.orderflow.service.message.IfMatch;
import io.orderflow.service.tracing.TraceContext;
import io.orderflow.service.web.ApiVersionProperties;
import io.orderflow.service.web.Versioned;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.method.HandlerMethod;

/** Describes what our HTTP conventions give to every route, or to every route of a kind. Stateless. */
@Order(Ordered.LOWEST_PRECEDENCE)
final class EveryRoute implements RouteDescription {

    private static final String RATE_LIMIT = "Of answers through the gateway: ";

    private static final String TRACERESPONSE = "^[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$";

    /** What any answer may have. */
    static final Map<String, Header> HEADERS = new TreeMap<>(Map.of(
            "RateLimit-Policy", header(RATE_LIMIT + "the class of the route, how many requests it takes (q) and in how "
                    + "many seconds (w)", new StringSchema().example("\"reads\";q=10000;w=10")),
            "RateLimit",
            header(RATE_LIMIT + "how many requests are left (r), and in how many seconds there are more (t)",
                    new StringSchema().example("\"reads\";r=9999;t=1")),
            "Deprecation", header("Since when the version of the interface is deprecated, as in RFC 9745",
                    new StringSchema().example("@1767225600")),
            "Sunset", header("When the version of the interface ends, as in RFC 8594",
                    new StringSchema().example("Fri, 01 Jan 2027 00:00:00 GMT")),
            HttpHeaders.LINK,
            header("Further addresses, as in RFC 8288, such as of the next page (next), or of what is "
                    + "to be known of a version that ends (deprecation)", new StringSchema()),
            TraceContext.TRACERESPONSE,
            Described.always("The trace of the request, by which it is found in logs and traces, and the span that "
                    + "answered, as in the W3C's Trace Context, level 2",
                    new StringSchema().pattern(TRACERESPONSE)
                            .example("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"))));

    private static final int[] PROBLEMS = {400, 401, 403, 408, 413, 415, 429, 500, 503};
    private static final String IF_MATCH = "Entity tags of the versions that may be changed, or * for any that there is; "
            + "412 with the current version where it is in none of them. Of a tag only the version counts: "
            + "\"3\", \"3.q2hXv0Jm1d8ZkN3c\" and W/\"3.q2hXv0Jm1d8ZkN3c\" mean the same";
    private static final String IF_NONE_MATCH = "* where it must not exist yet, or entity tags of versions that may not be "
            + "changed; 412 with the current version where it does, or is in one of them";
    private static final String KNOWN = "Entity tags of answers that the client has; 304 where one of them is still right";
    /** Entity tags with commas between, or an asterisk. */
    private static final String VERSION_TAGS = "^(\\*|(W/)?\"[0-9]{1,18}(\\.[!#-~]*)?\"( *, *(W/)?\"[0-9]{1,18}(\\.[!#-~]*)?\")*)$";

    private final ApiVersionProperties versions;

    EveryRoute(ApiVersionProperties versions) {
        this.versions = versions;
    }

    @Override
    public void describe(Operation operation, HandlerMethod method) {
        operation.addParametersItem(Described.requestHeader("API-Version",
                "The version of the interface; without it the newest stable one counts", versionSchema()));
        operation.getParameters().forEach(EveryRoute::describeText);
        describeVersions(operation, method);
        Described.problems(operation, PROBLEMS);
        if (Stream.of(method.getMethodParameters())
                .anyMatch(parameter -> parameter.hasParameterAnnotation(PathVariable.class))) {
            Described.problems(operation, 404);
        }
        if (operation.getResponses().values().stream().anyMatch(answer -> answer.getContent() != null)) {
            Described.problems(operation, 406);
        }
        Described.problems(operation, operation.getResponses()
                .keySet()
                .stream()
                .mapToInt(Integer::parseInt)
                .filter(status -> status >= 400)
                .toArray());
        HEADERS.forEach((name, header) -> Described.header(operation, name, header));
    }

    /** Every text in a path or a query obeys the rule of texts. */
    private static void describeText(Parameter parameter) {
        Schema<?> schema = parameter.getSchema();
        if (!"header".equals(parameter.getIn()) && "string".equals(schema.getType()) && schema.getPattern() == null
                && schema.getFormat() == null && schema.getEnum() == null) {
            schema.minLength(1).setPattern(Text.PATTERN);
        }
    }

    private StringSchema versionSchema() {
        StringSchema schema = new StringSchema();
        Stream.concat(versions.stable().stream(), versions.preview().stream()).forEach(schema::addEnumItem);
        schema.setDefault(versions.stable().getLast());
        return schema;
    }

    private static void describeVersions(Operation operation, HandlerMethod method) {
        if (Arrays.asList(method.getMethod().getParameterTypes()).contains(IfMatch.class)) {
            operation.addParametersItem(Described.requestHeader(HttpHeaders.IF_MATCH, IF_MATCH,
                    new StringSchema().pattern(VERSION_TAGS)))
                    .addParametersItem(Described.requestHeader(HttpHeaders.IF_NONE_MATCH, IF_NONE_MATCH,
                            new StringSchema().pattern(VERSION_TAGS)));
            Described.problems(operation, 412);
        }
        if (Versioned.class.isAssignableFrom(method.getReturnType().getParameterType())) {
            operation.addParametersItem(Described.requestHeader(HttpHeaders.IF_NONE_MATCH, KNOWN,
                    new StringSchema()));
            operation.getResponses().addApiResponse("304",
                    new ApiResponse().description("The client has this answer already"));
            Described.header(operation, HttpHeaders.ETAG, Described.always(
                    "The version, and a fingerprint of the answer",
                    new StringSchema().example("\"15.q2hXv0Jm1d8ZkN3c\"")));
        }
    }
}
