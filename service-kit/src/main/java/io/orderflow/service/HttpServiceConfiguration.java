package io.orderflow.service;

import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.ImportSelector;
import org.springframework.context.annotation.PropertySource;
import org.springframework.core.type.AnnotationMetadata;

/**
 * Sets up the conventions of HTTP alone, for a process that handles no commands. The configurations are listed in
 * {@code META-INF/spring}, in the file that is named after this class.
 */
@Configuration(proxyBeanMethods = false)
@Import(HttpServiceConfiguration.HttpRooms.class)
@PropertySource("classpath:orderflow-service.properties")
public class HttpServiceConfiguration {

    /** The framework calls this while it reads the configurations, before there are beans. */
    static final class HttpRooms implements ImportSelector {

        @Override
        public String[] selectImports(AnnotationMetadata importing) {
            return ImportCandidates.load(HttpServiceConfiguration.class, getClass().getClassLoader())
                    .getCandidates()
                    .toArray(String[]::new);
        }
    }
}
