package io.orderflow.notification;

import static io.orderflow.service.access.RouteScopes.route;
import static io.orderflow.service.access.Scope.OPERATIONS;
import static io.orderflow.service.access.Scope.ORDERS_READ;

import io.orderflow.notification.email.EmailConfiguration;
import io.orderflow.notification.inbox.InboxConfiguration;
import io.orderflow.notification.points.PointsConfiguration;
import io.orderflow.service.HttpServiceConfiguration;
import io.orderflow.service.access.RouteScopes;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The reactions to the events of the brokers that are configured: e-mails by RabbitMQ, points by Kafka. */
@Configuration(proxyBeanMethods = false)
@Import({HttpServiceConfiguration.class, InboxConfiguration.class, EmailConfiguration.class,
        PointsConfiguration.class})
public class NotificationConfiguration {

    @Bean
    RouteScopes notificationScopes() {
        return () -> List.of(
                route("GET", "/emails", OPERATIONS),
                route("GET", "/emails/{id}", OPERATIONS),
                route("POST", "/emails/retries", OPERATIONS),
                route("GET", "/points/{customerId}", ORDERS_READ),
                route("GET", "/set-aside-events", OPERATIONS),
                route("DELETE", "/set-aside-events/{id}", OPERATIONS));
    }
}
