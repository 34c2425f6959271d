package io.orderflow.service.web;

import io.orderflow.service.command.IfMatch;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.HeaderParameter;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Gives a controller's method what {@code If-Match} says, where it takes an {@link IfMatch}, and describes that. */
@Configuration(proxyBeanMethods = false)
class IfMatchConfiguration implements WebMvcConfigurer, HandlerMethodArgumentResolver {

    private static final String DESCRIPTION = "Entity tags of the versions that may be changed, or * for any; "
            + "412 with the current version where it is in none of them";

    static {
        SpringDocUtils.getConfig().addRequestWrapperToIgnore(IfMatch.class);
    }

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(this);
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == IfMatch.class;
    }

    @Override
    public IfMatch resolveArgument(MethodParameter parameter, @Nullable ModelAndViewContainer container,
            NativeWebRequest request, @Nullable WebDataBinderFactory binders) {
        String[] lines = request.getHeaderValues(HttpHeaders.IF_MATCH);
        return lines == null || lines.length == 0
                ? IfMatch.NONE
                : EntityTags.parse(String.join(",", lines));
    }

    @Bean
    OperationCustomizer ifMatchInDescription() {
        return (operation, method) -> takesIfMatch(method)
                ? operation.addParametersItem(new HeaderParameter().name(HttpHeaders.IF_MATCH)
                        .description(DESCRIPTION).schema(new StringSchema().example("\"3\"")))
                : operation;
    }

    private static boolean takesIfMatch(HandlerMethod method) {
        return Arrays.asList(method.getMethod().getParameterTypes()).contains(IfMatch.class);
    }
}
