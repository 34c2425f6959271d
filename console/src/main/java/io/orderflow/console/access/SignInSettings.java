package io.orderflow.console.access;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How people sign in, where {@code spring.security.oauth2.resourceserver.jwt.issuer-uri} names an issuer of tokens.
 *
 * @param clientId     what the issuer calls the console
 * @param clientSecret the console's secret; without one a proof key (PKCE) alone stands for it
 */
@ConfigurationProperties("orderflow.console.sign-in")
record SignInSettings(@DefaultValue("orderflow-pages") String clientId, @Nullable String clientSecret) {}
