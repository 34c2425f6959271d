package io.orderflow.projection.api;

import java.util.ArrayList;
import java.util.List;
import org.springframework.beans.BeanUtils;
import org.springframework.context.annotation.Import;

/** Finds the projections of a module without starting it, so that no list of them has to be kept. */
public final class ProjectionDiscovery {

    private ProjectionDiscovery() {}

    /** Makes new instances of the projections that a configuration imports, directly or through its own imports. */
    public static List<Projection<?>> importedBy(Class<?> configuration) {
        List<Projection<?>> found = new ArrayList<>();
        if (Projection.class.isAssignableFrom(configuration)) {
            found.add((Projection<?>) BeanUtils.instantiateClass(configuration));
        }
        Import imported = configuration.getAnnotation(Import.class);
        if (imported != null) {
            List.of(imported.value()).forEach(type -> found.addAll(importedBy(type)));
        }
        return found;
    }
}
