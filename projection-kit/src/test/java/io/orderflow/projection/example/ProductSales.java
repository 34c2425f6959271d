package io.orderflow.projection.example;

import java.time.Instant;

public record ProductSales(String sku, long sold, Instant lastSaleAt, long position) {}
