package io.orderflow.notification.email;

import com.mongodb.client.MongoDatabase;
import io.micrometer.core.instrument.MeterRegistry;
import io.orderflow.notification.inbox.Attempts;
import io.orderflow.notification.inbox.EventIntake;
import io.orderflow.notification.inbox.NotificationSettings;
import io.orderflow.notification.inbox.WatchedConsumer;
import io.orderflow.service.resilience.FailureText;
import io.orderflow.service.resilience.RepeatedFailures;
import org.springframework.amqp.core.Declarables;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.rabbit.listener.ListenerContainerConsumerFailedEvent;
import org.springframework.amqp.rabbit.listener.RabbitListenerEndpointRegistry;
import org.springframework.amqp.rabbit.listener.SimpleMessageListenerContainer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.mail.javamail.JavaMailSender;

/** Writes to customers where RabbitMQ is named. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("spring.rabbitmq.addresses")
@EnableConfigurationProperties(EmailSettings.class)
@Import(EmailController.class)
public class EmailConfiguration {

    private static final Logger LOG = LoggerFactory.getLogger(EmailConfiguration.class);

    @Bean
    Declarables emailQueues(NotificationSettings settings, EmailSettings email) {
        return EmailQueue.declarations(settings, email.pauses());
    }

    @Bean
    EmailQueue emailQueue(RabbitTemplate broker) {
        return new EmailQueue(broker);
    }

    @Bean
    EmailStore emailStore(MongoDatabase database) {
        return new EmailStore(database);
    }

    @Bean
    CustomerAddresses customerAddresses(MongoDatabase database) {
        return new CustomerAddresses(database);
    }

    @Bean
    MailTransport mailTransport(ObjectProvider<JavaMailSender> sender, EmailSettings settings) {
        MailWriter writer = new MailWriter(settings.from());
        JavaMailSender smtp = sender.getIfAvailable();
        if (smtp != null) {
            return new SmtpTransport(smtp, writer);
        }
        if (settings.folder() == null) {
            throw new IllegalStateException("E-mails can be sent to nobody: name a mail server by spring.mail.host, or "
                    + "a folder by orderflow.notification.email.folder");
        }
        return new FolderTransport(settings.folder(), writer);
    }

    @Bean
    EmailCounts emailCounts(MeterRegistry registry) {
        return new EmailCounts(registry);
    }

    /** Shown as {@code emails}. What was given up is no reason to restart this process. */
    @Bean
    HealthIndicator emailsHealthIndicator(EmailCounts counts) {
        return () -> Health.status(counts.of(EmailState.PARKED) == 0 ? Status.UP : new Status("DEGRADED"))
                .withDetail("due", counts.of(EmailState.DUE))
                .withDetail("waitingForCustomer", counts.of(EmailState.WAITING_FOR_CUSTOMER))
                .withDetail("parked", counts.of(EmailState.PARKED))
                .build();
    }

    @Bean
    OrderEventListener orderEventListener(EventIntake intake, EmailStore emails, CustomerAddresses customers,
            EmailQueue queue, Attempts attempts) {
        return new OrderEventListener(intake, emails, customers, queue, attempts);
    }

    @Bean
    EmailWorker emailWorker(EmailStore emails, CustomerAddresses customers, EmailQueue queue, MailTransport transport,
            EmailSettings settings, Attempts attempts, EmailCounts counts) {
        return new EmailWorker(emails, customers, queue, transport, settings, attempts, counts);
    }

    @Bean
    WatchedConsumer eventConsumer(RabbitListenerEndpointRegistry containers) {
        return new WatchedConsumer(OrderEventListener.CONTAINER, OrderEventListener.COMPONENT,
                () -> takesMessages(containers, OrderEventListener.CONTAINER));
    }

    @Bean
    WatchedConsumer workConsumer(RabbitListenerEndpointRegistry containers) {
        return new WatchedConsumer(EmailWorker.CONTAINER, EmailWorker.COMPONENT,
                () -> takesMessages(containers, EmailWorker.CONTAINER));
    }

    /** A consumer that the broker refuses for good ends; of all other failures {@code ConsumerWatch} tells. */
    @Bean
    ApplicationListener<ListenerContainerConsumerFailedEvent> endedConsumers() {
        return failed -> {
            if (failed.isFatal()) {
                LOG.error("A consumer of RabbitMQ has ended: {}", FailureText.of(failed.getThrowable()));
            }
        };
    }

    private static boolean takesMessages(RabbitListenerEndpointRegistry containers, String name) {
        return containers.getListenerContainer(name) instanceof SimpleMessageListenerContainer container
                && container.isRunning() && container.getActiveConsumerCount() > 0;
    }

    @Bean
    EmailUpkeep emailUpkeep(EmailStore emails, CustomerAddresses customers, EmailQueue queue, EmailCounts counts,
            RepeatedFailures failures) {
        return new EmailUpkeep(emails, customers, queue, counts, failures);
    }
}
