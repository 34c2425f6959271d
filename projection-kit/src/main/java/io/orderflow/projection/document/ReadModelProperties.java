package io.orderflow.projection.document;

import jakarta.validation.constraints.NotBlank;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Where the read models are.
 *
 * @param uri a MongoDB connection string that names a database
 */
@Validated
@ConfigurationProperties("orderflow.read-models")
public record ReadModelProperties(
        @NotBlank @DefaultValue("mongodb://localhost:27017/orderflow") String uri) {}
