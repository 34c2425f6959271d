package io.orderflow.service.web;

import io.orderflow.service.web.ApiVersionProperties.Ending;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.accept.ApiVersionParser;
import org.springframework.web.accept.StandardApiVersionDeprecationHandler;
import org.springframework.web.accept.StandardApiVersionDeprecationHandler.VersionSpec;
import org.springframework.web.servlet.config.annotation.ApiVersionConfigurer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Reads the version of the interface that a client wants, and tells it in the headers {@code Deprecation} and {@code
 * Sunset} where that version is going to end. The framework calls it once, at the start.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ApiVersionProperties.class)
class ApiVersions implements WebMvcConfigurer {

    private static final String HEADER = "API-Version";
    /** Whole numbers only; the framework's own parser would take {@code -1} and {@code v1} for 1. */
    private static final ApiVersionParser<Integer> WHOLE_NUMBERS = Integer::valueOf;

    private final ApiVersionProperties versions;

    ApiVersions(ApiVersionProperties versions) {
        this.versions = versions;
    }

    @Override
    public void configureApiVersioning(ApiVersionConfigurer configurer) {
        configurer.useRequestHeader(HEADER)
                .setVersionParser(WHOLE_NUMBERS)
                .setDefaultVersion(versions.stable().getLast())
                .addSupportedVersions(versions.stable().toArray(String[]::new))
                .addSupportedVersions(versions.preview().toArray(String[]::new))
                .setDeprecationHandler(deprecations());
    }

    private StandardApiVersionDeprecationHandler deprecations() {
        StandardApiVersionDeprecationHandler handler = new StandardApiVersionDeprecationHandler(WHOLE_NUMBERS);
        for (Ending ending : versions.deprecated()) {
            VersionSpec version = handler.configureVersion(ending.version())
                    .setDeprecationDate(ending.since().toZonedDateTime());
            if (ending.sunset() != null) {
                version.setSunsetDate(ending.sunset().toZonedDateTime());
            }
            if (ending.link() != null) {
                version.setDeprecationLink(ending.link());
            }
        }
        return handler;
    }
}
