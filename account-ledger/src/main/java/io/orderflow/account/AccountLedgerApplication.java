package io.orderflow.account;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Import;

/** Runs accounts and the ledger as a service of their own. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(AccountLedgerConfiguration.class)
public class AccountLedgerApplication {

    /** The settings have a name of their own, because all services' resources meet in one process of the platform. */
    public static void main(String[] arguments) {
        new SpringApplicationBuilder(AccountLedgerApplication.class)
                .properties("spring.config.name=account-ledger")
                .run(arguments);
    }
}
