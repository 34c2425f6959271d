package io.orderflow.projection.serve;

import io.orderflow.projection.api.ServedBy;
import io.orderflow.projection.engine.ProjectionHost;
import io.orderflow.projection.engine.ProjectionProperties;
import io.orderflow.service.checkpoint.Restarts;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Puts the promises of {@link ServedBy} into effect. */
@Configuration(proxyBeanMethods = false)
@Import(DeadLetterItemMarker.class)
class FreshnessConfiguration implements WebMvcConfigurer {

    private final ObjectProvider<ProjectionHost> host;
    private final ObjectProvider<ProjectionProperties> limits;
    private final ObjectProvider<Restarts> restarts;

    /** All beans are looked up late, because the web layer is configured before most other beans exist. */
    FreshnessConfiguration(ObjectProvider<ProjectionHost> host, ObjectProvider<ProjectionProperties> limits,
            ObjectProvider<Restarts> restarts) {
        this.host = host;
        this.limits = limits;
        this.restarts = restarts;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(
                new FreshnessInterceptor(host.getObject(), limits.getObject().consistencyWait(),
                        restarts.getObject()::hasLost));
    }
}
