package io.orderflow.service.stage;

import io.orderflow.api.message.MessageCatalog;
import io.orderflow.service.message.Commands;
import io.orderflow.service.web.HandlerLookup;
import io.orderflow.service.web.Preferences;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.HeaderParameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.util.List;
import java.util.stream.Stream;
import org.axonframework.queryhandling.QueryGateway;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.json.JsonMapper;

/** Lets clients choose how far a command has come when it is answered. */
@Configuration(proxyBeanMethods = false)
class StageConfiguration {

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

    @Bean
    OperationCustomizer stagesInDescription() {
        return (operation, method) -> {
            Changes changes = ChangingRoutes.of(method);
            return changes == null ? operation : describe(operation, changes);
        };
    }

    private static Operation describe(Operation operation, Changes changes) {
        StringSchema stages = new StringSchema();
        Stream.of(Stage.HANDLED, Stage.PROJECTED, Stage.SETTLED).map(Stage::text).forEach(stages::addEnumItem);
        stages.setDefault(Stage.HANDLED.text());
        String settled = changes.process().length == 0
                ? "; settled is the same, as no process follows"
                : "; settled when its process rests, see " + changes.process()[0].document();
        return operation
                .addParametersItem(new HeaderParameter().name(Stage.WAIT)
                        .schema(stages)
                        .description("How far the command is when it is answered: handled; projected when queries "
                                + "of " + String.join(", ", changes.readModels()) + " find its effect" + settled
                                + ". When time is up the answer is 202"))
                .addParametersItem(new HeaderParameter().name(Preferences.HEADER)
                        .schema(new StringSchema())
                        .example("wait=10")
                        .description("wait=SECONDS, at most " + Preferences.LONGEST.toSeconds()
                                + ", for Command-Wait; respond-async for 202 at once, or when that time is up"))
                .responses(withAccepted(operation));
    }

    private static io.swagger.v3.oas.models.responses.ApiResponses withAccepted(Operation operation) {
        return operation.getResponses()
                .addApiResponse("202", new ApiResponse().description(
                        "Not as far yet as Command-Wait asks; Command-Stage says how far, Location where to look"));
    }
}
