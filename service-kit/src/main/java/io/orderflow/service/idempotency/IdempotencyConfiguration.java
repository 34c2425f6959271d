package io.orderflow.service.idempotency;

import io.orderflow.api.message.MessageCatalog;
import io.orderflow.service.message.RepeatableRequest;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.HeaderParameter;
import java.util.List;
import java.util.stream.Stream;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.springdoc.core.customizers.OperationCustomizer;
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
    OperationCustomizer idempotencyKeyInDescription() {
        return (operation, method) -> isChange(method)
                ? operation.addParametersItem(new HeaderParameter().name(IdempotencyFilter.KEY_HEADER)
                        .required(method.hasMethodAnnotation(IdempotencyKeyRequired.class))
                        .description("The same for a repeat of the same request: 1 to 255 visible ASCII characters, "
                                + "bare or in double quotes. The first success is given again, with the header "
                                + IdempotencyFilter.HIT_HEADER + ": true and, where it is an object, the field "
                                + AnswerCopy.HIT_FIELD + ". A refusal is not kept")
                        .schema(new StringSchema()))
                : operation;
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
