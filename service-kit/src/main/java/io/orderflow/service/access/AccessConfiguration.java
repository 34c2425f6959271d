package io.orderflow.service.access;

import static io.orderflow.service.access.RouteScopes.permitAll;

import io.orderflow.service.tls.FollowedBundle;
import io.orderflow.service.tls.OutgoingTls;
import io.orderflow.service.tracing.TraceContext;
import io.orderflow.service.web.HandlerLookup;
import jakarta.servlet.Filter;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.UrlBasedCorsConfigurationSource;
import org.springframework.web.filter.CorsFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;

/** Decides who may send requests. Where no issuer is named, nothing that checks tokens is made, or even loaded. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({CorsProperties.class, IdentityProperties.class})
@Import({GuardedHealth.class, AccessDescription.class})
class AccessConfiguration {

    static final String ISSUER = "spring.security.oauth2.resourceserver.jwt.issuer-uri";

    private static final List<String> METHODS = List.of("GET", "HEAD", "POST", "PUT", "DELETE");
    private static final List<String> EXPOSED = List.of("Location", "ETag", "Consistency-Token", "Idempotency-Hit",
            "Command-Stage", "Preference-Applied", "Retry-After", "WWW-Authenticate", "Link", "Stale", "Held-Back-By",
            TraceContext.TRACERESPONSE);

    private final Optional<String> issuer;

    AccessConfiguration(Environment environment) {
        issuer = Optional.ofNullable(environment.getProperty(ISSUER));
        if (issuer.filter(String::isBlank).isPresent()) {
            throw new IllegalStateException(ISSUER + " is set, and names no issuer");
        }
        if (issuer.isEmpty()) {
            requireLoopback(environment.getProperty("server.address"));
        }
    }

    /** Where nobody is asked who they are, this machine alone may reach the process. */
    private static void requireLoopback(@Nullable String address) {
        if (address == null || !isLoopback(address)) {
            throw new NotOpenBeyondThisMachine(address == null ? "every address" : address);
        }
    }

    private static boolean isLoopback(String address) {
        try {
            return InetAddress.getByName(address).isLoopbackAddress();
        } catch (UnknownHostException unknown) {
            return false;
        }
    }

    @Bean
    AccessMode accessMode() {
        return issuer.isPresent() ? AccessMode.IDENTIFIED : AccessMode.OPEN;
    }

    @Bean
    RouteScopes pageScopes() {
        return () -> List.of(permitAll("GET", "/swagger-ui.html"), permitAll("GET", "/v3/api-docs"),
                permitAll("GET", "/v3/api-docs.yaml"), permitAll("GET", "/v3/api-docs/swagger-config"));
    }

    @Bean
    RouteTable routeTable(ObjectProvider<RouteScopes> modules, HandlerLookup handlers) {
        return new RouteTable(modules.orderedStream().toList(), handlers);
    }

    @Bean
    Filter accessFilter(CorsProperties cors, IdentityProperties identity, RouteTable table, OutgoingTls tls,
            RefusalLog log, @Qualifier("handlerExceptionResolver") HandlerExceptionResolver problems) {
        if (issuer.isEmpty()) {
            return new LocalRequestsFilter(cors.origins(), log, problems);
        }
        IssuerKeys keys = new IssuerKeys(issuer.get(), tls.toIssuer().map(FollowedBundle::context).orElse(null));
        return new TokenFilter(new TokenVerifier(issuer.get(), identity, keys),
                new RefusedTokens(identity.maxInvalid(), System::nanoTime), table, log, problems);
    }

    @Bean
    RefusalLog refusalLog() {
        return new RefusalLog(System::nanoTime);
    }

    @Bean
    SecurityHeadersFilter securityHeadersFilter() {
        return new SecurityHeadersFilter(issuer.map(url -> URI.create(url).resolve("/").toString()).orElse(""));
    }

    /** Answers browsers which ask whether a page of a named origin may send a request; without names it does nothing. */
    @Bean
    FilterRegistrationBean<CorsFilter> corsFilter(CorsProperties cors, RefusalLog log,
            @Qualifier("handlerExceptionResolver") HandlerExceptionResolver problems) {
        CorsConfiguration allowed = new CorsConfiguration();
        allowed.setAllowedOrigins(cors.origins());
        allowed.setAllowedMethods(METHODS);
        allowed.addAllowedHeader(CorsConfiguration.ALL);
        allowed.setExposedHeaders(EXPOSED);
        UrlBasedCorsConfigurationSource everywhere = new UrlBasedCorsConfigurationSource();
        everywhere.registerCorsConfiguration("/**", allowed);
        CorsFilter answering = new CorsFilter(everywhere);
        answering.setCorsProcessor(new NamedOrigins(log, problems));
        FilterRegistrationBean<CorsFilter> filter = new FilterRegistrationBean<>(answering);
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE + 1);
        filter.setEnabled(!cors.origins().isEmpty());
        return filter;
    }
}
