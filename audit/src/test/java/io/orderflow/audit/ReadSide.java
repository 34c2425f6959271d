package io.orderflow.audit;

import io.orderflow.account.AccountLedgerConfiguration;
import io.orderflow.query.OrderQueryConfiguration;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;

/** All read models in one process. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({OrderQueryConfiguration.class, AccountLedgerConfiguration.class})
class ReadSide {}
