package io.orderflow.console.metrics;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.prometheus.PrometheusMetricsExportAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.jvm.JvmMetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.system.SystemMetricsAutoConfiguration;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.metrics.TomcatMetricsAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcObservationAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtDecoders;
import org.springframework.security.oauth2.jwt.JwtValidators;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.jwt.SupplierJwtDecoder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.HttpStatusEntryPoint;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * Shows the metrics of the process to whoever has a token of the scope {@code operations}, as every service does; where no
 * issuer of tokens is named, to this machine, which alone reaches the process then.
 */
@Configuration(proxyBeanMethods = false)
@ImportAutoConfiguration({MetricsAutoConfiguration.class, PrometheusMetricsExportAutoConfiguration.class,
        CompositeMeterRegistryAutoConfiguration.class, JvmMetricsAutoConfiguration.class,
        SystemMetricsAutoConfiguration.class, ObservationAutoConfiguration.class,
        WebMvcObservationAutoConfiguration.class, TomcatMetricsAutoConfiguration.class})
public class MetricsConfiguration {

    private static final String PATH = "/actuator/prometheus";
    private static final MediaType TEXT = MediaType.parseMediaType("text/plain;version=0.0.4;charset=utf-8");
    private static final String ISSUER_URI = "spring.security.oauth2.resourceserver.jwt.issuer-uri";
    private static final String AUDIENCE = "orderflow.identity.audience";

    /** No controller, for the pages would be looked through for it in the one process too. */
    @Bean
    RouterFunction<ServerResponse> metrics(PrometheusMeterRegistry registry) {
        return RouterFunctions.route()
                .GET(PATH, request -> ServerResponse.ok().contentType(TEXT).body(registry.scrape()))
                .build();
    }

    /** It comes before the chain of the pages, which would send Prometheus to the issuer. */
    @Bean
    @Order(1)
    SecurityFilterChain metricsAccess(HttpSecurity http, Environment environment) throws Exception {
        String issuer = environment.getProperty(ISSUER_URI, "");
        http.securityMatcher(PATH)
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS));
        if (issuer.isBlank()) {
            return http.authorizeHttpRequests(requests -> requests.anyRequest().permitAll()).build();
        }
        JwtDecoder decoder = decoder(issuer, environment.getProperty(AUDIENCE, "orderflow"));
        return http.authorizeHttpRequests(requests -> requests.anyRequest().hasAuthority("SCOPE_operations"))
                .oauth2ResourceServer(bearer -> bearer.jwt(token -> token.decoder(decoder)))
                .exceptionHandling(
                        refused -> refused.authenticationEntryPoint(new HttpStatusEntryPoint(HttpStatus.UNAUTHORIZED)))
                .build();
    }

    /** The issuer is asked for its keys when the first token comes: it may start later. */
    private static JwtDecoder decoder(String issuer, String audience) {
        return new SupplierJwtDecoder(() -> {
            NimbusJwtDecoder decoder = JwtDecoders.fromIssuerLocation(issuer);
            decoder.setJwtValidator(new DelegatingOAuth2TokenValidator<>(JwtValidators.createDefaultWithIssuer(issuer),
                    new JwtClaimValidator<List<String>>(JwtClaimNames.AUD,
                            named -> named != null && named.contains(audience))));
            return decoder;
        });
    }
}
