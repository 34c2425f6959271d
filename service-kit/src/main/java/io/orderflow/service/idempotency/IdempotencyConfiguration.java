package io.orderflow.service.idempotency;

import io.orderflow.service.command.CommandTags;
import io.orderflow.service.correlation.Origin;
import io.orderflow.service.message.MessageCatalog;
import java.util.List;
import java.util.Map;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springdoc.core.utils.SpringDocUtils;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.HeaderParameter;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Answers each request once. */
@Configuration(proxyBeanMethods = false)
public class IdempotencyConfiguration implements WebMvcConfigurer {

    static {
        SpringDocUtils.getConfig().addRequestWrapperToIgnore(NewId.class);
    }

    @Bean
    MessageCatalog requestMessages() {
        return () -> List.of(RequestAnswered.class);
    }

    @Bean
    IdempotencyFilter idempotencyFilter(EventStore events,
            @Qualifier("handlerExceptionResolver") HandlerExceptionResolver problems) {
        return new IdempotencyFilter(new AnswerLog(events), problems);
    }

    /** The events of a command say for which request they were made. */
    @Bean
    CommandTags requestOfCommand() {
        return () -> {
            RequestAttributes request = RequestContextHolder.getRequestAttributes();
            return request != null && request.getAttribute(NewId.class.getName(),
                    RequestAttributes.SCOPE_REQUEST) instanceof NewId id
                            ? Map.of(Origin.REQUEST, id.value())
                            : Map.of();
        };
    }

    @Bean
    OperationCustomizer idempotencyKeyInDescription() {
        return (operation,
                method) -> method.hasMethodAnnotation(IdempotencyKeyRequired.class)
                        ? operation.addParametersItem(new HeaderParameter().name(IdempotencyFilter.KEY_HEADER)
                                .required(true)
                                .description(
                                        "The same for a repeat of the same request: 1 to 255 visible ASCII characters")
                                .schema(new StringSchema()))
                        : operation;
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
