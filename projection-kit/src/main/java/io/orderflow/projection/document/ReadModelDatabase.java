package io.orderflow.projection.document;

import com.mongodb.ConnectionString;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoDatabase;
import io.orderflow.service.resilience.BoundedMongo;
import io.orderflow.service.resilience.CallLimits;
import io.orderflow.service.resilience.Dependency;
import io.orderflow.service.resilience.SelectiveListener;
import io.orderflow.service.tls.OutgoingTls;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.bson.Document;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The database of the read models, as the bean qualified {@code readModels}. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ReadModelProperties.class)
class ReadModelDatabase {

    @Bean(destroyMethod = "close")
    MongoClient readModelsClient(ReadModelProperties properties, CallLimits limits, OutgoingTls tls,
            ObjectProvider<SelectiveListener> listener) {
        return BoundedMongo.open(properties.uri(), limits, tls.toDatabases(), listener.getIfAvailable());
    }

    @Bean
    Dependency readModelsDependency(@Qualifier("readModels") MongoDatabase database, CallLimits limits) {
        MongoDatabase soon = database.withTimeout(limits.read().toMillis(), TimeUnit.MILLISECONDS);
        return new Dependency("readModels", true, () -> soon.runCommand(new Document("ping", 1)));
    }

    @Bean
    @Qualifier("readModels")
    MongoDatabase readModelsDatabase(@Qualifier("readModelsClient") MongoClient client,
            ReadModelProperties properties) {
        String name = Objects.requireNonNull(new ConnectionString(properties.uri()).getDatabase(),
                "orderflow.read-models.uri must name a database");
        return DocumentCodec.readable(client.getDatabase(name));
    }
}
