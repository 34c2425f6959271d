package io.orderflow.console.access;

import java.util.List;
import org.springframework.core.env.Environment;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.ClientRegistrations;
import org.springframework.security.oauth2.client.registration.InMemoryClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.SupplierClientRegistrationRepository;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;

/** Says how people sign in at the issuer of tokens. The issuer is asked when the first person does. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SignInSettings.class)
class SignInConfiguration {

    static final String ISSUER = "orderflow";
    static final String ISSUER_URI = "spring.security.oauth2.resourceserver.jwt.issuer-uri";
    private static final List<String> SCOPES = List.of("openid", "orders:read", "orders:write", "stock:write",
            "ledger:read", "ledger:write", "operations");

    @Bean
    ClientRegistrationRepository issuers(SignInSettings settings, Environment environment) {
        String issuer = environment.getProperty(ISSUER_URI, "");
        return new SupplierClientRegistrationRepository(
                () -> new InMemoryClientRegistrationRepository(registration(issuer, settings)));
    }

    private static ClientRegistration registration(String issuer, SignInSettings settings) {
        ClientRegistration.Builder client = ClientRegistrations.fromIssuerLocation(issuer)
                .registrationId(ISSUER)
                .clientId(settings.clientId())
                .scope(SCOPES);
        return settings.clientSecret() == null
                ? client.clientAuthenticationMethod(ClientAuthenticationMethod.NONE).build()
                : client.clientSecret(settings.clientSecret()).build();
    }
}
