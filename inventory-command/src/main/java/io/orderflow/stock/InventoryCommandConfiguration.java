package io.orderflow.stock;

import io.orderflow.service.ServiceKitConfiguration;
import io.orderflow.stock.web.ProductController;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The command side of stock. */
@Configuration(proxyBeanMethods = false)
@Import({ServiceKitConfiguration.class, StockItem.class, ProductController.class})
public class InventoryCommandConfiguration {}
