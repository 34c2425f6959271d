package io.orderflow.platform;

import java.util.UUID;

/** Names that no other test uses, so that many tests may use one platform. */
abstract class FreshNames {

    final String run = UUID.randomUUID().toString().substring(0, 8);
    final String sku = "sku-" + run;
    final String account = "acc-" + run;
    final String order = "ord-" + run;
    final String customer = "cust-" + run;
}
