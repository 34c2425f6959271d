package io.orderflow.console.access;

import io.orderflow.console.api.ApiSettings;
import io.orderflow.console.api.PlatformAddress;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.regex.Pattern;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.web.DefaultOAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestCustomizers;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestRedirectFilter;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.StrictHttpFirewall;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;

/**
 * Says who may open the pages: whoever has signed in at the issuer, or without an issuer this machine alone. Each form
 * has a token of its session (CSRF), and the browser runs and shows nothing but what comes from here as a file.
 */
@Configuration(proxyBeanMethods = false)
@EnableWebSecurity
@Import(SignInConfiguration.class)
public class AccessConfiguration {

    private static final String CONTENT_POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; "
            + "img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
    private static final Pattern THIS_MACHINE = Pattern.compile(
            "localhost|127(?:\\.[0-9]{1,3}){3}|\\[?::1]?|\\[?(?:0:){7}1]?", Pattern.CASE_INSENSITIVE);

    private final boolean identified;

    AccessConfiguration(Environment environment) {
        identified = !environment.getProperty(SignInConfiguration.ISSUER_URI, "").isBlank();
    }

    /** @param trusted the addresses of the proxies; behind the gateway nobody else reaches the console */
    @Bean
    FilterRegistrationBean<ForwardedAddresses> forwardedAddresses(
            @Value("${orderflow.proxies.trusted:.*}") String trusted) {
        FilterRegistrationBean<ForwardedAddresses> first = new FilterRegistrationBean<>(
                new ForwardedAddresses(trusted));
        first.setOrder(Ordered.HIGHEST_PRECEDENCE);
        first.setDispatcherTypes(DispatcherType.REQUEST, DispatcherType.ASYNC, DispatcherType.ERROR);
        return first;
    }

    @Bean
    Viewers viewers(ApiSettings settings, ObjectProvider<PlatformAddress> own) {
        return new Viewers(identified, own.getIfAvailable(() -> settings::api), Clock.systemUTC());
    }

    @Bean
    SignInCheck signInCheck(Viewers viewers) {
        return new SignInCheck(viewers);
    }

    @Bean
    SecurityFilterChain pages(HttpSecurity http, Viewers viewers, ClientRegistrationRepository issuers)
            throws Exception {
        http.headers(headers -> headers.contentSecurityPolicy(policy -> policy.policyDirectives(CONTENT_POLICY))
                .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.SAME_ORIGIN))
                .httpStrictTransportSecurity(always -> always.includeSubDomains(false)
                        .requestMatcher(AccessConfiguration::isOfANamedHost)))
                .csrf(Customizer.withDefaults())
                .requestCache(Customizer.withDefaults());
        if (!identified) {
            return http.authorizeHttpRequests(requests -> requests.anyRequest().permitAll()).build();
        }
        DefaultOAuth2AuthorizationRequestResolver withProofKey = new DefaultOAuth2AuthorizationRequestResolver(issuers,
                OAuth2AuthorizationRequestRedirectFilter.DEFAULT_AUTHORIZATION_REQUEST_BASE_URI);
        withProofKey.setAuthorizationRequestCustomizer(OAuth2AuthorizationRequestCustomizers.withPkce());
        return http
                .authorizeHttpRequests(requests -> requests.dispatcherTypeMatchers(DispatcherType.ASYNC,
                        DispatcherType.ERROR)
                        .permitAll()
                        .requestMatchers(HttpMethod.GET, "/assets/**", "/actuator/health/**", "/sign-in", "/signed-out")
                        .permitAll()
                        .anyRequest()
                        .authenticated())
                .oauth2Login(login -> login.loginPage("/sign-in")
                        .failureUrl("/sign-in?refused")
                        .authorizedClientRepository(viewers.tokens())
                        .authorizationEndpoint(endpoint -> endpoint.authorizationRequestResolver(withProofKey)))
                .exceptionHandling(handling -> handling.authenticationEntryPoint(new SignInEntry()))
                .logout(logout -> logout.logoutUrl("/sign-out").logoutSuccessUrl("/signed-out"))
                .build();
    }

    /**
     * Whether a browser may be told to encrypt for good: not for this machine, on which others answer without encryption, as
     * the issuer for development does below the name localhost.
     */
    private static boolean isOfANamedHost(HttpServletRequest request) {
        return request.isSecure() && !THIS_MACHINE.matcher(request.getServerName()).matches();
    }

    /** Without identity a page of another origin may have made its own name point to this machine. */
    @Bean
    HttpFirewall firewall() {
        StrictHttpFirewall firewall = new StrictHttpFirewall();
        if (!identified) {
            firewall.setAllowedHostnames(name -> THIS_MACHINE.matcher(name).matches());
        }
        return firewall;
    }
}
