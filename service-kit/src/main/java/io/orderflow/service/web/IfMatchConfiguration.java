package io.orderflow.service.web;

import io.orderflow.service.message.IfMatch;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Gives a controller's method the conditions of {@code If-Match} and {@code If-None-Match}, where it takes an {@link
 * IfMatch}.
 */
@Configuration(proxyBeanMethods = false)
class IfMatchConfiguration implements WebMvcConfigurer, HandlerMethodArgumentResolver {

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
        return new IfMatch(versions(request, HttpHeaders.IF_MATCH), versions(request, HttpHeaders.IF_NONE_MATCH));
    }

    private static @Nullable String versions(NativeWebRequest request, String header) {
        String[] lines = request.getHeaderValues(header);
        return lines == null || lines.length == 0 ? null : EntityTags.versions(header, String.join(",", lines));
    }
}
