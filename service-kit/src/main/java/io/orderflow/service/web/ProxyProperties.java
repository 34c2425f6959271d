package io.orderflow.service.web;

import jakarta.validation.constraints.NotNull;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The proxies before a process. They count where {@code server.forward-headers-strategy} is {@code none}, as it is for
 * the gateway and for the one process; Spring's other strategies take their place.
 *
 * @param trusted which addresses may say in {@code X-Forwarded} headers for whom and for which public address they send
 *                a request, as a regular expression; by default those of a proxy on this machine
 */
@Validated
@ConfigurationProperties("orderflow.proxies")
record ProxyProperties(@NotNull @DefaultValue("127\\.0\\.0\\.1|0:0:0:0:0:0:0:1") String trusted) {}
