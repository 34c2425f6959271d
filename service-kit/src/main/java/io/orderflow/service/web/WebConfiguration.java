package io.orderflow.service.web;

import io.orderflow.api.Times;
import java.time.LocalDate;
import org.apache.catalina.core.StandardHost;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;
import org.springframework.format.FormatterRegistry;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.resource.ResourceUrlProvider;
import tools.jackson.databind.json.JsonMapper;

/** Sets up the conventions of our HTTP interfaces. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ProxyProperties.class)
@Import({ProblemAdvice.class, OutageLog.class, RepresentationTags.class, JsonOnly.class, StrictJson.class,
        ErrorPage.class,
        IfMatchConfiguration.class, ApiVersions.class})
class WebConfiguration implements WebMvcConfigurer {

    private final ObjectProvider<ResourceUrlProvider> staticPages;

    WebConfiguration(ObjectProvider<ResourceUrlProvider> staticPages) {
        this.staticPages = staticPages;
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
    FilterRegistrationBean<ForwardedRequests> forwardedRequests(ProxyProperties proxies, Environment environment) {
        FilterRegistrationBean<ForwardedRequests> filter = new FilterRegistrationBean<>(
                new ForwardedRequests(proxies.trusted()));
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
        filter.setEnabled("none".equalsIgnoreCase(environment.getProperty("server.forward-headers-strategy")));
        return filter;
    }

    @Bean
    FailedRequests failedRequests() {
        return new FailedRequests();
    }

    @Bean
    RequestsWithoutRoom requestsWithoutRoom() {
        return new RequestsWithoutRoom();
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
}
