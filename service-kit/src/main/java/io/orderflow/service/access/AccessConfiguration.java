package io.orderflow.service.access;

import jakarta.servlet.Filter;
import java.util.List;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.UrlBasedCorsConfigurationSource;
import org.springframework.web.filter.CorsFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;

/** Decides who may send requests. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(CorsProperties.class)
class AccessConfiguration {

    private static final List<String> METHODS = List.of("GET", "HEAD", "POST", "PUT", "DELETE");
    private static final List<String> EXPOSED = List.of("Location", "ETag", "Consistency-Token", "Idempotency-Hit",
            "Command-Stage", "Preference-Applied", "Retry-After", "WWW-Authenticate", "Link", "Stale", "Held-Back-By");

    @Bean
    AccessMode accessMode() {
        return AccessMode.OPEN;
    }

    @Bean
    Filter accessFilter(CorsProperties cors,
            @Qualifier("handlerExceptionResolver") HandlerExceptionResolver problems) {
        return new LocalRequestsFilter(cors.origins(), problems);
    }

    @Bean
    SecurityHeadersFilter securityHeadersFilter() {
        return new SecurityHeadersFilter("");
    }

    /** Says on the page of the interface, which is where a browser arrives, who may send requests. */
    @Bean
    OpenApiCustomizer accessInDescription(AccessMode mode) {
        return api -> api.getInfo().setDescription(api.getInfo().getDescription() + " Access is " + mode.description());
    }

    /** Answers browsers which ask whether a page of a named origin may send a request; without names it does nothing. */
    @Bean
    FilterRegistrationBean<CorsFilter> corsFilter(CorsProperties cors) {
        CorsConfiguration allowed = new CorsConfiguration();
        allowed.setAllowedOrigins(cors.origins());
        allowed.setAllowedMethods(METHODS);
        allowed.addAllowedHeader(CorsConfiguration.ALL);
        allowed.setExposedHeaders(EXPOSED);
        UrlBasedCorsConfigurationSource everywhere = new UrlBasedCorsConfigurationSource();
        everywhere.registerCorsConfiguration("/**", allowed);
        FilterRegistrationBean<CorsFilter> filter = new FilterRegistrationBean<>(new CorsFilter(everywhere));
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE + 1);
        filter.setEnabled(!cors.origins().isEmpty());
        return filter;
    }
}
