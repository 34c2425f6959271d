package io.orderflow.query.sagas;

import io.orderflow.api.message.MessageCatalog;
import io.orderflow.api.saga.SagaQuery;
import io.orderflow.projection.api.ReadModels;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** Imports the read model of sagas, and names its messages. */
@Import({SagasProjection.class, SagaQueries.class, SagasController.class, DeadlinesController.class})
public final class SagasReadModel implements MessageCatalog {

    @Bean
    StuckSagasHealth stuckSagas(ReadModels models, SagasProjection projection) {
        return new StuckSagasHealth(models, projection);
    }

    @Bean
    SagaMeters sagaMeters(ReadModels models, SagasProjection projection, StuckSagasHealth stuckSagas) {
        return new SagaMeters(models, projection, stuckSagas);
    }

    @Override
    public List<Class<?>> types() {
        return List.of(SagaQuery.class, SagaView.class, SagaSummary.class, DeadlineItem.class);
    }
}
