package io.orderflow.identity;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.annotation.web.configurers.oauth2.server.authorization.OAuth2AuthorizationServerConfigurer;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.security.oauth2.server.authorization.client.InMemoryRegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.config.annotation.web.configuration.OAuth2AuthorizationServerConfiguration;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.oauth2.server.authorization.settings.ClientSettings;
import org.springframework.security.oauth2.server.authorization.settings.TokenSettings;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenCustomizer;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.CorsConfigurationSource;

/** Sets up the issuer: its protocol, its page for signing in, its one client, and what its tokens say. */
@Configuration(proxyBeanMethods = false)
@EnableWebSecurity
@EnableConfigurationProperties(IssuerSettings.class)
class IdentityConfiguration {

    static final String PAGES = "orderflow-pages";
    private static final String OPENID = "openid";

    @Bean
    UserFile users(IssuerSettings settings) {
        return new UserFile(IdentityFolder.in(settings.data()).path());
    }

    @Bean
    JWKSource<SecurityContext> signingKeys(IssuerSettings settings) {
        JWKSet keys = SigningKeys.in(IdentityFolder.in(settings.data()).path());
        return new ImmutableJWKSet<>(keys);
    }

    @Bean
    JwtEncoder tokenEncoder(JWKSource<SecurityContext> signingKeys) {
        NimbusJwtEncoder encoder = new NimbusJwtEncoder(signingKeys);
        encoder.setJwkSelector(List::getFirst);
        return encoder;
    }

    @Bean
    JwtDecoder tokenDecoder(JWKSource<SecurityContext> signingKeys) {
        return OAuth2AuthorizationServerConfiguration.jwtDecoder(signingKeys);
    }

    @Bean
    AuthorizationServerSettings authorizationServerSettings(IssuerSettings settings) {
        return AuthorizationServerSettings.builder().issuer(Objects.requireNonNull(settings.url())).build();
    }

    /** The pages of the platform. They cannot keep a secret, so a proof key (PKCE) stands for it. */
    @Bean
    RegisteredClientRepository clients(IssuerSettings settings) {
        RegisteredClient pages = RegisteredClient.withId(PAGES)
                .clientId(PAGES)
                .clientAuthenticationMethod(ClientAuthenticationMethod.NONE)
                .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                .redirectUris(uris -> uris.addAll(settings.pages()))
                .scope(OPENID)
                .scopes(scopes -> scopes.addAll(Grant.ALL))
                .clientSettings(
                        ClientSettings.builder().requireProofKey(true).requireAuthorizationConsent(false).build())
                .tokenSettings(TokenSettings.builder().accessTokenTimeToLive(settings.tokenLife()).build())
                .build();
        return new InMemoryRegisteredClientRepository(pages);
    }

    /** A token has no scope that its bearer has not, whatever the page asked for. */
    @Bean
    OAuth2TokenCustomizer<JwtEncodingContext> grants(UserFile users) {
        return context -> {
            if (OAuth2TokenType.ACCESS_TOKEN.equals(context.getTokenType())) {
                Grant grant = users.find(context.getPrincipal().getName()).orElseThrow().grant();
                Set<String> scopes = context.getAuthorizedScopes()
                        .stream()
                        .filter(scope -> scope.equals(OPENID) || grant.scopes().contains(scope))
                        .collect(Collectors.toSet());
                context.getClaims().subject(grant.subject()).audience(List.of(Grant.AUDIENCE)).claim("scope", scopes);
                if (grant.customer() != null) {
                    context.getClaims().claim(Grant.CUSTOMER_CLAIM, grant.customer());
                }
            }
        };
    }

    @Bean
    @Order(1)
    SecurityFilterChain protocol(HttpSecurity http) throws Exception {
        OAuth2AuthorizationServerConfigurer issuer = new OAuth2AuthorizationServerConfigurer();
        return http.securityMatcher(issuer.getEndpointsMatcher())
                .with(issuer, configured -> configured.oidc(Customizer.withDefaults()))
                .cors(Customizer.withDefaults())
                .authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                .exceptionHandling(
                        handling -> handling.authenticationEntryPoint(new LoginUrlAuthenticationEntryPoint("/login")))
                .build();
    }

    @Bean
    @Order(2)
    SecurityFilterChain signingIn(HttpSecurity http) throws Exception {
        return http.authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                .formLogin(Customizer.withDefaults())
                .build();
    }

    /** The pages fetch their token, and what they must know before, from another origin than their own. */
    @Bean
    CorsConfigurationSource corsConfigurationSource(IssuerSettings settings) {
        CorsConfiguration allowed = new CorsConfiguration();
        settings.pages().forEach(page -> allowed.addAllowedOriginPattern(originOf(URI.create(page))));
        allowed.setAllowedMethods(List.of("GET", "POST"));
        allowed.addAllowedHeader(CorsConfiguration.ALL);
        return request -> allowed;
    }

    private static String originOf(URI page) {
        String origin = page.getScheme() + "://" + page.getAuthority();
        return page.getHost().equals(IdentityServer.LOOPBACK) ? origin + ":[*]" : origin;
    }
}
