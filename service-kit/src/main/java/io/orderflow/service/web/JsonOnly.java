package io.orderflow.service.web;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.MediaType;
import org.springframework.http.converter.AbstractHttpMessageConverter;
import org.springframework.http.converter.ByteArrayHttpMessageConverter;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.converter.HttpMessageConverters.ServerBuilder;
import org.springframework.http.converter.ResourceHttpMessageConverter;
import org.springframework.http.converter.StringHttpMessageConverter;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import tools.jackson.databind.json.JsonMapper;

/**
 * Makes JSON in UTF-8 the only form of bodies, in both directions. The framework would use every format that some
 * library brings along, as YAML, and none of them has the strictness of our JSON. A service that writes another format,
 * such as CSV, adds it itself.
 */
@Configuration(proxyBeanMethods = false)
class JsonOnly implements WebMvcConfigurer {

    /** The converters after the first write the description of the interface and the files of its page. */
    private static final List<Class<?>> FRAMEWORK = List.of(Json.class, StringHttpMessageConverter.class,
            ByteArrayHttpMessageConverter.class, ResourceHttpMessageConverter.class);

    /** The types of health and metrics where a client accepts anything. */
    private static final List<String> ACTUATOR = List.of("application/vnd.spring-boot.actuator.v3+json",
            "application/vnd.spring-boot.actuator.v2+json");

    private final ObjectProvider<JsonMapper> mapper;

    JsonOnly(ObjectProvider<JsonMapper> mapper) {
        this.mapper = mapper;
    }

    /** Whether the type is in UTF-8, or names no charset. */
    static boolean isUtf8(MediaType type) {
        Charset charset = type.getCharset();
        return charset == null || charset.equals(StandardCharsets.UTF_8);
    }

    @Override
    public void configureMessageConverters(ServerBuilder converters) {
        converters.withJsonConverter(new Json(mapper.getObject()))
                .configureMessageConvertersList(all -> all.removeIf(converter -> !isWanted(converter)));
    }

    private static boolean isWanted(HttpMessageConverter<?> converter) {
        return FRAMEWORK.contains(converter.getClass()) || converter instanceof AbstractHttpMessageConverter
                && !converter.getClass().getPackageName().startsWith("org.springframework.");
    }

    /**
     * Reads and writes JSON in UTF-8; a body of another JSON type than the first is refused before it is read here. The
     * framework calls it on the threads of all requests: it has no state.
     */
    private static final class Json extends JacksonJsonHttpMessageConverter {

        Json(JsonMapper mapper) {
            super(mapper);
            setSupportedMediaTypes(Stream.concat(Stream.of(MediaType.APPLICATION_JSON,
                    MediaType.APPLICATION_PROBLEM_JSON), ACTUATOR.stream().map(MediaType::parseMediaType)).toList());
        }

        @Override
        protected boolean canRead(@Nullable MediaType type) {
            return super.canRead(type) && (type == null || isUtf8(type));
        }

        @Override
        protected boolean canWrite(@Nullable MediaType type) {
            return super.canWrite(type) && (type == null || isUtf8(type));
        }
    }
}
