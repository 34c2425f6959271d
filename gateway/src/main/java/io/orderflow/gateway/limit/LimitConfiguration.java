package io.orderflow.gateway.limit;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.orderflow.gateway.route.Problems;
import io.orderflow.service.tls.OutgoingTls;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.bson.Document;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Sets up the limits of requests. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(LimitSettings.class)
public class LimitConfiguration {

    private static final Logger LOG = LoggerFactory.getLogger(LimitConfiguration.class);
    /** After the filters that find out who asks, which are at the front. */
    private static final int AFTER_SECURITY = 0;
    private static final String COLLECTION = "limits";
    /** A request waits for the database only for a moment: the gateway counts by itself without it. */
    private static final long MAX_WAIT_MILLIS = 200;

    @Bean
    @ConditionalOnProperty("orderflow.gateway.limits.shared-in")
    MongoClient limitsDatabase(LimitSettings settings, OutgoingTls tls) {
        MongoClientSettings.Builder client = MongoClientSettings.builder()
                .applyConnectionString(connection(settings))
                .timeout(MAX_WAIT_MILLIS, TimeUnit.MILLISECONDS)
                .applyToClusterSettings(cluster -> cluster.serverSelectionTimeout(MAX_WAIT_MILLIS,
                        TimeUnit.MILLISECONDS));
        tls.toDatabases()
                .ifPresent(bundle -> client.applyToSslSettings(ssl -> ssl.enabled(true).context(bundle.context())));
        return MongoClients.create(client.build());
    }

    private static ConnectionString connection(LimitSettings settings) {
        return new ConnectionString(Objects.requireNonNull(settings.sharedIn()));
    }

    @Bean
    Buckets buckets(LimitSettings settings, ObjectProvider<MongoClient> database) {
        Buckets local = new LocalBuckets(settings.classes());
        MongoClient shared = database.getIfAvailable();
        if (shared == null) {
            LOG.info("Requests are counted in the memory of this gateway: each further gateway allows as many again");
            return local;
        }
        MongoCollection<Document> collection = shared
                .getDatabase(Objects.requireNonNull(connection(settings).getDatabase(), "shared-in names no database"))
                .getCollection(COLLECTION);
        try {
            MongoProxyManager.makeIndex(collection);
        } catch (MongoException away) {
            LOG.warn("The database in which all gateways count requests is away; its index is made at the next start",
                    away);
        }
        return new SharedBuckets(collection, local);
    }

    @Bean
    MeterBinder limitMeters(LimitSettings settings, FilterRegistrationBean<RateLimitFilter> rateLimitFilter) {
        return registry -> settings.classes()
                .forEach(one -> LimitMeters.REFUSED.count(registry, rateLimitFilter.getFilter(),
                        filter -> filter.refused(one.name()), one.name()));
    }

    @Bean
    FilterRegistrationBean<RateLimitFilter> rateLimitFilter(LimitSettings settings, Buckets buckets,
            Problems problems) {
        FilterRegistrationBean<RateLimitFilter> filter = new FilterRegistrationBean<>(
                new RateLimitFilter(new RouteClasses(settings.classes()), buckets, problems));
        filter.setOrder(AFTER_SECURITY);
        return filter;
    }
}
