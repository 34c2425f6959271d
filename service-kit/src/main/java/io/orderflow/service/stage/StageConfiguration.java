package io.orderflow.service.stage;

import io.orderflow.api.message.MessageCatalog;
import io.orderflow.service.description.Described;
import io.orderflow.service.description.RouteDescription;
import io.orderflow.service.message.Commands;
import io.orderflow.service.web.ConsistencyToken;
import io.orderflow.service.web.HandlerLookup;
import io.orderflow.service.web.Preferences;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.axonframework.queryhandling.QueryGateway;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.json.JsonMapper;

/** Lets clients choose how far a command has come when it is answered. */
@Configuration(proxyBeanMethods = false)
class StageConfiguration {

    private static final String POSITION = "A position of the event store, at or after the command's events: a query that "
            + "is sent with it finds them";
    private static final String VERSION = "The version after the command";
    private static final Pattern VARIABLE = Pattern.compile("\\{(\\w+)}");

    @Bean
    MessageCatalog stageMessages() {
        return () -> List.of(AwaitDocument.class, AwaitDocument.Answer.class);
    }

    @Bean
    StageFilter stageFilter(HandlerLookup handlers, QueryGateway queries,
            @Qualifier("handlerExceptionResolver") HandlerExceptionResolver problems, JsonMapper json) {
        return new StageFilter(new ChangingRoutes(handlers), new Follower(queries), problems, json);
    }

    @Bean
    ChangesCheck changesCheck(ObjectProvider<RequestMappingHandlerMapping> mappings) {
        return new ChangesCheck(mappings);
    }

    /** Tells the request that a command was sent for it. */
    @Bean
    Commands.Listener sentCommandsOfRequests() {
        return (command, answer) -> {
            RequestAttributes request = RequestContextHolder.getRequestAttributes();
            if (request != null && request.getAttribute(Acceptance.class.getName(),
                    RequestAttributes.SCOPE_REQUEST) instanceof Acceptance acceptance) {
                acceptance.sent(command, answer);
            }
        };
    }

    /** It adds an answer, and so comes before those that describe all answers. */
    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    RouteDescription stagesInDescription() {
        return (operation, method) -> {
            Changes changes = ChangingRoutes.of(method);
            if (changes != null) {
                describeRequest(operation, changes);
                describeAnswers(operation, exampleOf(changes.document(), operation));
            }
        };
    }

    private static void describeRequest(Operation operation, Changes changes) {
        StringSchema stages = new StringSchema();
        Stream.of(Stage.HANDLED, Stage.PROJECTED, Stage.SETTLED).map(Stage::text).forEach(stages::addEnumItem);
        stages.setDefault(Stage.HANDLED.text());
        String settled = changes.process().length == 0
                ? "; settled is the same, as no process follows"
                : "; settled when its process rests, see " + changes.process()[0].document();
        operation
                .addParametersItem(Described.requestHeader(Stage.WAIT, "How far the command is when it is answered: "
                        + "handled; projected when queries of " + String.join(", ", changes.readModels())
                        + " find its effect" + settled + ". When time is up the answer is 202", stages))
                .addParametersItem(Described.requestHeader(Preferences.HEADER, "wait=SECONDS, at most "
                        + Preferences.LONGEST.toSeconds()
                        + ", for Command-Wait; respond-async for 202 at once, or when "
                        + "that time is up", new StringSchema().example("wait=10")));
    }

    /** The path with the examples of the operation's own variables, and of those of the command's fields. */
    private static String exampleOf(String document, Operation operation) {
        return VARIABLE.matcher(document).replaceAll(variable -> operation.getParameters()
                .stream()
                .filter(parameter -> parameter.getName().equals(variable.group(1)) && parameter.getExample() != null)
                .map(parameter -> parameter.getExample().toString())
                .findFirst()
                .orElseGet(() -> variable.group(1).replaceFirst("Id$", "") + "-1"));
    }

    private static void describeAnswers(Operation operation, String document) {
        Described.header(operation, status -> status < 202, ConsistencyToken.HEADER,
                Described.always(POSITION, positionSchema()));
        Described.header(operation, status -> status < 202, HttpHeaders.ETAG,
                Described.always(VERSION, new StringSchema().example("\"3\"")));
        Described.header(operation, status -> status == 201, HttpHeaders.LOCATION,
                Described.always("Where it is", new StringSchema().format("uri-reference").example(document)));
        ApiResponse accepted = new ApiResponse()
                .description("Not as far yet as Command-Wait asks; Command-Stage says how "
                        + "far, Location where to look. Without a body where the client would rather not wait")
                .content(operation.getResponses().values().iterator().next().getContent());
        operation.getResponses().addApiResponse("202", accepted);
        accepted.addHeaderObject(ConsistencyToken.HEADER, Described.header(POSITION, positionSchema()));
        accepted.addHeaderObject(HttpHeaders.ETAG, Described.header(VERSION, new StringSchema()));
        accepted.addHeaderObject(HttpHeaders.LOCATION,
                Described.header("Where to look", new StringSchema().format("uri-reference").example(document)));
        StringSchema reached = new StringSchema();
        Stream.of(Stage.values()).map(Stage::text).forEach(reached::addEnumItem);
        Described.header(operation, Stage.REACHED, Described.header("How far the command has come", reached));
        Described.header(operation, Preferences.APPLIED, Described.header(
                "The preferences that were followed, as in RFC 7240", new StringSchema().example("wait=10")));
        Described.problems(operation, 409, 422);
    }

    private static IntegerSchema positionSchema() {
        return new IntegerSchema().format("int64");
    }
}
