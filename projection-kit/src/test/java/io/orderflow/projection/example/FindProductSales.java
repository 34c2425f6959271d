package io.orderflow.projection.example;

import io.orderflow.api.message.MessageType;

@MessageType("product-sales.find")
record FindProductSales(String sku) {}
