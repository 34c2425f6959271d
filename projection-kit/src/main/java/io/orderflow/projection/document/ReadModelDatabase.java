package io.orderflow.projection.document;

import com.mongodb.ConnectionString;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import java.util.Objects;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The database of the read models, as the bean qualified {@code readModels}. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ReadModelProperties.class)
public class ReadModelDatabase {

    @Bean(destroyMethod = "close")
    MongoClient readModelsClient(ReadModelProperties properties) {
        return MongoClients.create(properties.uri());
    }

    @Bean
    @Qualifier("readModels")
    MongoDatabase readModelsDatabase(@Qualifier("readModelsClient") MongoClient client,
            ReadModelProperties properties) {
        String name = Objects.requireNonNull(new ConnectionString(properties.uri()).getDatabase(),
                "orderflow.read-models.uri must name a database");
        return client.getDatabase(name).withCodecRegistry(DocumentCodecs.registry());
    }
}
