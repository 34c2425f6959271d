package io.orderflow.discovery;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * etcd as a registry of services; the profile {@code etcd} switches it on.
 *
 * @param enabled   whether it is used
 * @param endpoint  the address of etcd's HTTP interface
 * @param timeout   how long a call of it may take
 * @param prefix    the beginning of the keys under which instances are registered
 * @param register  whether this process registers itself
 * @param host      the address under which it does so; by default that of this machine
 * @param timeToLive how long an instance stays registered that no longer says it is there; a third of it is how often
 *                  it says so
 */
@Validated
@ConfigurationProperties("orderflow.etcd")
record EtcdSettings(@DefaultValue("false") boolean enabled,
        @NotNull @DefaultValue("http://127.0.0.1:2379") URI endpoint, @NotNull @DefaultValue("2s") Duration timeout,
        @NotBlank @DefaultValue("/orderflow/services/") String prefix, @DefaultValue("true") boolean register,
        @Nullable String host, @NotNull @DefaultValue("10s") Duration timeToLive) {}
