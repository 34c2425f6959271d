package io.orderflow.service.access;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Says which tokens count. The issuer is named as everywhere in Spring, by
 * {@code spring.security.oauth2.resourceserver.jwt.issuer-uri}; without one nobody is asked for a token.
 *
 * @param audience      the audience that a token must name
 * @param customerClaim the claim that names the customer to whom the caller is confined
 * @param clockSkew     how far the clocks of the issuer and of this machine may be apart, 2 minutes at most
 * @param remember      how many valid tokens a process remembers, so that it need not check their signatures again; none
 *                      is remembered beyond its own expiry, or when the issuer's keys have changed
 * @param maxInvalid    how many tokens that are not valid one address may send in ten seconds; after those, its tokens
 *                      that are not remembered are answered with 429 without a check
 */
@Validated
@ConfigurationProperties("orderflow.identity")
record IdentityProperties(@NotBlank @DefaultValue("orderflow") String audience,
        @NotBlank @DefaultValue("customer_id") String customerClaim,
        @NotNull @DurationMin @DurationMax(minutes = 2) @DefaultValue("60s") Duration clockSkew,
        @Min(0) @Max(1_000_000) @DefaultValue("10000") int remember,
        @Min(1) @DefaultValue("100") int maxInvalid) {}
