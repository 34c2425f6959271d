package io.orderflow.service.idempotency;

import io.micrometer.core.instrument.binder.MeterBinder;
import io.orderflow.api.message.MessageCatalog;
import io.orderflow.service.description.Described;
import io.orderflow.service.description.RouteDescription;
import io.orderflow.service.message.RepeatableRequest;
import io.orderflow.service.metrics.MeterDefinition;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.BooleanSchema;
import io.swagger.v3.oas.models.media.StringSchema;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Answers each request once. */
@Configuration(proxyBeanMethods = false)
class IdempotencyConfiguration implements WebMvcConfigurer {

    /** Visible ASCII characters, bare or in quotes, where a backslash stands before a quote or another backslash. */
    private static final String KEY_FORM = "^([!#-~][!-~]{0,254}|\"([!#-\\[\\]-~]|\\\\[\"\\\\]){1,255}\")$";

    private static final MeterDefinition HITS = MeterDefinition.counter("orderflow.idempotency.hits", "requests",
            "Repeated requests that were answered with the first success");

    static {
        SpringDocUtils.getConfig().addRequestWrapperToIgnore(NewId.class);
    }

    @Bean
    MessageCatalog requestMessages() {
        return () -> List.of(RequestEvent.class);
    }

    @Bean
    IdempotencyFilter idempotencyFilter(EventStore events,
            @Qualifier("handlerExceptionResolver") HandlerExceptionResolver problems) {
        return new IdempotencyFilter(new RequestLog(events), problems);
    }

    @Bean
    MeterBinder idempotencyMeters(IdempotencyFilter filter) {
        return registry -> HITS.count(registry, filter, IdempotencyFilter::hits);
    }

    /** The events of a command name the request that they were made for. */
    @Bean
    RepeatableRequest.Provider requestOfCommand() {
        return () -> CurrentRequest.current().<RepeatableRequest>map(request -> request).orElse(RepeatableRequest.NONE);
    }

    /** The framework gives every such bean to the command bus. */
    @Bean
    ClaimingInterceptor claimingInterceptor(EventStore events) {
        return new ClaimingInterceptor(events);
    }

    @Bean
    RouteDescription idempotencyInDescription() {
        return (operation, method) -> {
            if (isChange(method)) {
                describe(operation, method.hasMethodAnnotation(IdempotencyKeyRequired.class));
            }
        };
    }

    private static void describe(Operation operation, boolean required) {
        operation.addParametersItem(Described.requestHeader(IdempotencyFilter.KEY_HEADER,
                "The same for a repeat of the same request: 1 to 255 visible ASCII characters, bare or in double "
                        + "quotes. The first success is given again, with the header " + IdempotencyFilter.HIT_HEADER
                        + ": true and, where it is an object, the field " + AnswerCopy.HIT_FIELD
                        + ". A refusal is not kept",
                new StringSchema().pattern(KEY_FORM).example("5d1f7c2e-8a3b"))
                .required(required));
        Described.problems(operation, 409, 422);
        Described.header(operation, IdempotencyFilter.HIT_HEADER, Described.header(
                "true where this is the answer to an earlier request with the same key", new BooleanSchema()));
    }

    /** The field that marks an answer which is given again is added to every object with which such a route answers. */
    @Bean
    OpenApiCustomizer hitsInDescription() {
        return api -> api.getPaths()
                .values()
                .stream()
                .flatMap(path -> path.readOperations().stream())
                .filter(operation -> operation.getParameters() != null && operation.getParameters()
                        .stream()
                        .anyMatch(parameter -> IdempotencyFilter.KEY_HEADER.equals(parameter.getName())))
                .flatMap(operation -> operation.getResponses().entrySet().stream())
                .filter(answer -> answer.getKey().startsWith("2") && answer.getValue().getContent() != null)
                .flatMap(answer -> answer.getValue().getContent().values().stream())
                .map(content -> content.getSchema().get$ref())
                .filter(Objects::nonNull)
                .forEach(reference -> api.getComponents()
                        .getSchemas()
                        .get(reference.substring(reference.lastIndexOf('/') + 1))
                        .addProperty(AnswerCopy.HIT_FIELD, new BooleanSchema()));
    }

    private static boolean isChange(HandlerMethod method) {
        RequestMapping mapping = AnnotatedElementUtils.findMergedAnnotation(method.getMethod(), RequestMapping.class);
        return mapping != null && Stream.of(mapping.method())
                .anyMatch(verb -> IdempotencyFilter.CHANGING.contains(verb.name()));
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(new IdempotencyInterceptor());
    }

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(new NewIdResolver());
    }
}
