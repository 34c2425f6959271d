package io.orderflow.service.web;

import io.orderflow.service.message.IfMatch;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.HeaderParameter;
import io.swagger.v3.oas.models.parameters.Parameter;
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

/**
 * Gives a controller's method the conditions of {@code If-Match} and {@code If-None-Match}, where it takes an {@link
 * IfMatch}, and describes these headers.
 */
@Configuration(proxyBeanMethods = false)
class IfMatchConfiguration implements WebMvcConfigurer, HandlerMethodArgumentResolver {

    private static final String IF_MATCH = "Entity tags of the versions that may be changed, or * for any that there is; "
            + "412 with the current version where it is in none of them. Of a tag only the version counts: "
            + "\"3\", \"3.q2hXv0Jm1d8ZkN3c\" and W/\"3.q2hXv0Jm1d8ZkN3c\" mean the same";
    private static final String IF_NONE_MATCH = "* where it must not exist yet, or entity tags of versions that may not be "
            + "changed; 412 with the current version where it does, or is in one of them";

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
        return new IfMatch(versions(request, HttpHeaders.IF_MATCH), versions(request, HttpHeaders.IF_NONE_MATCH));
    }

    private static @Nullable String versions(NativeWebRequest request, String header) {
        String[] lines = request.getHeaderValues(header);
        return lines == null || lines.length == 0 ? null : EntityTags.versions(header, String.join(",", lines));
    }

    @Bean
    OperationCustomizer ifMatchInDescription() {
        return (operation, method) -> takesIfMatch(method)
                ? operation.addParametersItem(header(HttpHeaders.IF_MATCH, IF_MATCH, "\"3\""))
                        .addParametersItem(header(HttpHeaders.IF_NONE_MATCH, IF_NONE_MATCH, "*"))
                : operation;
    }

    private static Parameter header(String name, String description, String example) {
        return new HeaderParameter().name(name).description(description).schema(new StringSchema().example(example));
    }

    private static boolean takesIfMatch(HandlerMethod method) {
        return Arrays.asList(method.getMethod().getParameterTypes()).contains(IfMatch.class);
    }
}
