package io.orderflow.projection.example;

import io.orderflow.api.message.MessageType;
import java.time.Instant;

@MessageType("view.product-sales")
public record ProductSales(String sku, long sold, Instant lastSaleAt, long position) {}
