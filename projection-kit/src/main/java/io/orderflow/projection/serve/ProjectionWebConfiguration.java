package io.orderflow.projection.serve;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** One set of controllers for all projections of the process. */
@Configuration(proxyBeanMethods = false)
@Import({ProjectionController.class, RebuildController.class, ProgressStreams.class})
public class ProjectionWebConfiguration {}
