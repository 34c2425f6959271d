package io.orderflow.service.message;

import io.orderflow.api.account.AccountCommand;
import io.orderflow.api.account.AccountEvent;
import io.orderflow.api.account.RegisterEvent;
import io.orderflow.api.message.Handled;
import io.orderflow.api.order.OrderCommand;
import io.orderflow.api.order.OrderEvent;
import io.orderflow.api.payment.PaymentCommand;
import io.orderflow.api.payment.PaymentEvent;
import io.orderflow.api.problem.Failure;
import io.orderflow.api.problem.Refusal;
import io.orderflow.api.saga.SagaCommand;
import io.orderflow.api.saga.SagaEvent;
import io.orderflow.api.saga.StepDeadlinePassed;
import io.orderflow.api.stock.StockCommand;
import io.orderflow.api.stock.StockEvent;
import io.orderflow.api.stock.StockRegisterEvent;
import java.util.List;
import java.util.stream.Stream;
import org.axonframework.serialization.Serializer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;

/** One serializer for all that is sent or stored. */
@Configuration(proxyBeanMethods = false)
public class MessageConfiguration {

    /** The whole published language. */
    public static final List<Class<?>> PUBLISHED = List.of(OrderCommand.class, OrderEvent.class, SagaCommand.class,
            SagaEvent.class, StepDeadlinePassed.class, StockCommand.class, StockEvent.class,
            StockRegisterEvent.class, PaymentCommand.class, PaymentEvent.class, AccountCommand.class,
            AccountEvent.class, RegisterEvent.class, Handled.class, Refusal.class, Failure.class);

    @Bean
    MessageTypes messageTypes(List<MessageCatalog> catalogs) {
        Stream<Class<?>> contributed = catalogs.stream().flatMap(catalog -> catalog.types().stream());
        return MessageTypes.of(Stream.concat(PUBLISHED.stream(), contributed).toList());
    }

    @Bean
    @Primary
    Serializer serializer(MessageTypes types) {
        return new StableNameSerializer(types);
    }
}
