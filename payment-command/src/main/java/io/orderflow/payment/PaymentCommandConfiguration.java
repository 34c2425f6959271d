package io.orderflow.payment;

import static io.orderflow.service.access.RouteScopes.route;
import static io.orderflow.service.access.Scope.OPERATIONS;

import io.orderflow.api.message.MessageCatalog;
import io.orderflow.payment.web.PaymentController;
import io.orderflow.service.ServiceKitConfiguration;
import io.orderflow.service.access.RouteScopes;
import io.orderflow.service.aggregate.Aggregates;
import io.orderflow.service.message.Commands;
import io.orderflow.service.processor.ProcessorConfiguration;
import io.orderflow.service.processor.ProcessorDefinition;
import java.util.List;
import java.util.Set;
import org.axonframework.modelling.command.Repository;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The command side of payments, with the account ledger behind it. */
@Configuration(proxyBeanMethods = false)
@Import({ServiceKitConfiguration.class, ProcessorConfiguration.class, Payment.class, PaymentController.class})
public class PaymentCommandConfiguration {

    @Bean
    Repository<Payment> paymentRepository(Aggregates aggregates) {
        return aggregates.repositoryOf(Payment.class);
    }

    @Bean
    MessageCatalog paymentMessages() {
        return () -> List.of(PaymentState.class, LedgerAnswer.class);
    }

    @Bean
    Ledger ledger(Commands commands) {
        return new AccountLedger(commands);
    }

    @Bean
    PaymentPolicy paymentPolicy(Ledger ledger, Commands commands) {
        return new PaymentPolicy(ledger, commands);
    }

    @Bean
    AccountAnswers accountAnswers(Commands commands) {
        return new AccountAnswers(commands);
    }

    @Bean
    ProcessorDefinition paymentPolicyProcessor() {
        return new ProcessorDefinition(PaymentPolicy.NAME, Set.of("payment"), AccountAnswers::sequenceOf);
    }

    @Bean
    RouteScopes paymentScopes() {
        return () -> List.of(
                route("POST", "/payments/{paymentId}/refund", OPERATIONS),
                route("POST", "/payments/{paymentId}/retry", OPERATIONS));
    }
}
