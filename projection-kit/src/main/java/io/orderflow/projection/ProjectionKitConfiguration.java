package io.orderflow.projection;

import io.orderflow.projection.api.Projection;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.ImportSelector;
import org.springframework.core.type.AnnotationMetadata;

/**
 * Runs every {@link Projection} bean of the application, and serves its documents. The configurations of the packages
 * are package-private and listed in {@code META-INF/spring}, in the file that is named after this class.
 */
@Configuration(proxyBeanMethods = false)
@Import(ProjectionKitConfiguration.Rooms.class)
public class ProjectionKitConfiguration {

    /** The framework calls this while it reads the configurations, before there are beans. */
    static final class Rooms implements ImportSelector {

        @Override
        public String[] selectImports(AnnotationMetadata importing) {
            return ImportCandidates.load(ProjectionKitConfiguration.class, getClass().getClassLoader())
                    .getCandidates()
                    .toArray(String[]::new);
        }
    }
}
