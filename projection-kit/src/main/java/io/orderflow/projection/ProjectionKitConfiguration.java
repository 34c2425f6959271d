package io.orderflow.projection;

import io.orderflow.projection.api.Projection;
import io.orderflow.projection.document.ReadModelDatabase;
import io.orderflow.projection.engine.EngineConfiguration;
import io.orderflow.projection.rebuild.RebuildConfiguration;
import io.orderflow.projection.serve.ServeConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Runs every {@link Projection} bean of the application, and answers for it. */
@Configuration(proxyBeanMethods = false)
@Import({ReadModelDatabase.class, EngineConfiguration.class, RebuildConfiguration.class, ServeConfiguration.class})
public class ProjectionKitConfiguration {}
