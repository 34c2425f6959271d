package io.orderflow.notification.inbox;

import com.mongodb.ConnectionString;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoDatabase;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.orderflow.service.metrics.MeterDefinition;
import io.orderflow.service.resilience.BoundedMongo;
import io.orderflow.service.resilience.CallLimits;
import io.orderflow.service.resilience.RepeatedFailures;
import io.orderflow.service.resilience.RepeatedFailures.RepeatedFailure;
import io.orderflow.service.tls.OutgoingTls;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Sets up the database, and how events are taken in. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({NotificationSettings.class, CallLimits.class})
@Import(SetAsideController.class)
public class InboxConfiguration {

    private static final MeterDefinition SET_ASIDE = MeterDefinition.counter("orderflow.notification.set.aside",
            "messages", "Messages that this process could not read as integration events");

    @Bean
    MongoClient notificationClient(NotificationSettings settings, CallLimits limits, OutgoingTls tls) {
        return BoundedMongo.open(settings.uri(), limits, tls.toDatabases(), null);
    }

    @Bean
    MongoDatabase notificationDatabase(MongoClient notificationClient, NotificationSettings settings) {
        return notificationClient.getDatabase(Optional.ofNullable(new ConnectionString(settings.uri()).getDatabase())
                .orElseThrow(() -> new IllegalStateException("orderflow.notification.uri names no database")));
    }

    @Bean
    SetAsideEvents setAsideEvents(MongoDatabase database) {
        return new SetAsideEvents(database.getCollection(SetAsideEvents.COLLECTION));
    }

    @Bean
    EventIntake eventIntake(SetAsideEvents setAside) {
        return new EventIntake(setAside);
    }

    @Bean
    RepeatedFailures repeatedFailures() {
        return new RepeatedFailures();
    }

    /** Shown as {@code repeatedFailures}, as in the other services; to restart this process would not help. */
    @Bean
    HealthIndicator repeatedFailuresHealthIndicator(RepeatedFailures failures) {
        return () -> {
            List<RepeatedFailure> all = failures.all();
            Health.Builder health = Health.status(all.isEmpty() ? Status.UP : new Status("DEGRADED"));
            all.forEach(one -> health.withDetail(one.component(),
                    Map.of("since", one.since().toString(), "attempts", one.attempts(), "failure", one.failure())));
            return health.build();
        };
    }

    @Bean
    MeterBinder setAsideCounter(SetAsideEvents events) {
        return registry -> SET_ASIDE.count(registry, events, SetAsideEvents::added);
    }

    @Bean
    ConsumerWatch consumerWatch(ObjectProvider<WatchedConsumer> consumers, RepeatedFailures failures) {
        return new ConsumerWatch(consumers.orderedStream().toList(), failures);
    }

    @Bean
    Attempts attempts(RepeatedFailures failures) {
        return new Attempts(failures);
    }
}
