package io.orderflow.service;

import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.ImportSelector;
import org.springframework.context.annotation.PropertySource;
import org.springframework.core.type.AnnotationMetadata;

/**
 * Sets up all that a service needs to handle commands and to answer over HTTP. The configurations of the packages are
 * package-private and listed in {@code META-INF/spring}, in the file that is named after this class.
 */
@Configuration(proxyBeanMethods = false)
@Import(ServiceKitConfiguration.Rooms.class)
@PropertySource("classpath:orderflow-service.properties")
public class ServiceKitConfiguration {

    /** The framework calls this while it reads the configurations, before there are beans. */
    static final class Rooms implements ImportSelector {

        @Override
        public String[] selectImports(AnnotationMetadata importing) {
            return ImportCandidates.load(ServiceKitConfiguration.class, getClass().getClassLoader())
                    .getCandidates()
                    .toArray(String[]::new);
        }
    }
}
