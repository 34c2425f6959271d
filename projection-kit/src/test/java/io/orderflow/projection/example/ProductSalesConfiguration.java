package io.orderflow.projection.example;

import io.orderflow.projection.ProjectionKitConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

@Configuration
@Import({ProjectionKitConfiguration.class, ProductSalesProjection.class, ProductSalesController.class})
class ProductSalesConfiguration {}
