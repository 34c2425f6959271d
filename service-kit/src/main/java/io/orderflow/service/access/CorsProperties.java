package io.orderflow.service.access;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The web pages of other origins that may send requests.
 *
 * @param origins their origins, such as {@code https://shop.example.com}; without any, no page of another origin may
 */
@ConfigurationProperties("orderflow.cors")
record CorsProperties(@DefaultValue List<String> origins) {}
