package io.orderflow.service.web;

import io.orderflow.api.Identifier;
import io.orderflow.api.Money;
import io.orderflow.api.Text;
import io.orderflow.api.Times;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.core.converter.ResolvedSchema;
import io.swagger.v3.core.util.Json;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.apache.catalina.core.StandardHost;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.core.customizers.PropertyCustomizer;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.format.FormatterRegistry;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.resource.ResourceUrlProvider;
import tools.jackson.databind.json.JsonMapper;

/** Sets up the conventions of our HTTP interfaces, and their description. */
@Configuration(proxyBeanMethods = false)
@Import({ProblemAdvice.class, OutageLog.class, RepresentationTags.class, JsonOnly.class, StrictJson.class,
        ErrorPage.class,
        IfMatchConfiguration.class, ApiVersions.class})
class WebConfiguration implements WebMvcConfigurer {

    static {
        SpringDocUtils.getConfig().replaceWithSchema(Money.class, moneySchema());
    }

    private final ObjectProvider<ResourceUrlProvider> staticPages;

    WebConfiguration(ObjectProvider<ResourceUrlProvider> staticPages) {
        this.staticPages = staticPages;
    }

    /** The amount is a text, which keeps every decimal; its Java type would be described as a number. */
    private static ObjectSchema moneySchema() {
        ObjectSchema money = new ObjectSchema();
        money.addProperty("amount", new StringSchema().example("18.00"));
        money.addProperty("currency", new StringSchema().example("USD"));
        money.setRequired(List.of("amount", "currency"));
        return money;
    }

    /** The framework's own reader of dates takes {@code 2026-01-01Z}. */
    @Override
    public void addFormatters(FormatterRegistry registry) {
        registry.addConverter(String.class, LocalDate.class, text -> Times.date("it", text));
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(new QueryParameters(path -> staticPages.getObject().getForLookupPath(path) != null));
        registry.addInterceptor(new AcceptableAnswers());
        registry.addInterceptor(new Revalidation());
    }

    @Bean
    TraceFilter traceFilter() {
        return new TraceFilter();
    }

    @Bean
    HandlerLookup handlerLookup(ObjectProvider<HandlerMapping> mappings) {
        return new HandlerLookup(mappings);
    }

    @Bean
    BodyLimitFilter bodyLimitFilter(HandlerLookup handlers,
            @Qualifier("handlerExceptionResolver") HandlerExceptionResolver problems) {
        return new BodyLimitFilter(handlers, problems);
    }

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> problemsOfTheWebServer() {
        return factory -> {
            factory.addContextCustomizers(context -> ((StandardHost) context.getParent())
                    .setErrorReportValveClass(ProblemValve.class.getName()));
            // Tomcat passes TRACE on to the filter that refuses it.
            factory.addConnectorCustomizers(connector -> connector.setAllowTrace(true));
        };
    }

    @Bean
    MethodFilter methodFilter(JsonMapper json) {
        return new MethodFilter(json);
    }

    @Bean
    Fingerprint fingerprint(JsonMapper json) {
        return new Fingerprint(json);
    }

    /**
     * Sets the time limits of the web server. A client that asks whether to send its body gets the answer when a filter
     * reads the body, and not before it is known whether one will. The limit of a pause within a body is not that of an
     * answer, which may have to wait for its reader.
     */
    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> limitsOfTheWebServer() {
        return factory -> {
            factory.setProtocol(BoundedHttpProtocol.class.getName());
            factory.addConnectorCustomizers(connector -> {
                connector.setProperty("continueResponseTiming", "onRead");
                connector.setProperty("disableUploadTimeout", "false");
                connector.setProperty("connectionUploadTimeout", Long.toString(BodyTooSlow.MAX_PAUSE.toMillis()));
            });
        };
    }

    @Bean
    ActuatorProblems actuatorProblems() {
        return new ActuatorProblems();
    }

    @Bean
    OpenAPI description() {
        return new OpenAPI()
                .info(new Info().title("Orderflow").version("1").description(
                        "Commands in, events between, read models out."));
    }

    /** An identifier is described as the text that it is sent as. */
    @Bean
    ModelConverter identifiersInDescription() {
        return (type, context, others) -> Identifier.class
                .isAssignableFrom(Json.mapper().constructType(type.getType()).getRawClass())
                        ? new StringSchema()
                        : others.next().resolve(type, context, others);
    }

    @Bean
    PropertyCustomizer textsInDescription() {
        return (schema, property) -> property.getCtxAnnotations() != null
                && Stream.of(property.getCtxAnnotations()).anyMatch(ReadableText.class::isInstance)
                        ? schema.description("Text of " + Text.RULE)
                        : schema;
    }

    /** Every request may be answered with a problem. */
    @Bean
    OpenApiCustomizer problemsInDescription() {
        return api -> {
            ResolvedSchema problem = ModelConverters.getInstance(true)
                    .readAllAsResolvedSchema(new AnnotatedType(Problem.class));
            problem.referencedSchemas.forEach(api.getComponents()::addSchemas);
            api.getComponents().addSchemas("Problem", problem.schema);
            ApiResponse answer = new ApiResponse().description("A problem as in RFC 9457, with a stable code")
                    .content(new Content().addMediaType(MediaType.APPLICATION_PROBLEM_JSON_VALUE,
                            new io.swagger.v3.oas.models.media.MediaType().schema(new Schema<>().$ref("Problem"))));
            api.getPaths().values().stream().flatMap(path -> path.readOperations().stream())
                    .forEach(operation -> operation.getResponses().addApiResponse("default", answer));
        };
    }
}
