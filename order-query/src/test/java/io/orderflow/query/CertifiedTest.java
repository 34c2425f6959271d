package io.orderflow.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.projection.api.Projection;
import io.orderflow.projection.api.ProjectionDiscovery;
import io.orderflow.projection.fixture.ProjectionCertifier;
import java.util.List;
import org.axonframework.eventhandling.DomainEventMessage;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every projection of this module bears all that the kit may do to it. */
class CertifiedTest {

    private static final int ORDERS = 6;

    static List<Projection<?>> projections() {
        return ProjectionDiscovery.importedBy(OrderQueryConfiguration.class);
    }

    @ParameterizedTest
    @MethodSource("projections")
    void comesToTheSameDocumentsHoweverItsEventsAreDelivered(Projection<?> projection) {
        for (long seed = 1; seed <= 3; seed++) {
            List<DomainEventMessage<?>> events = Business.of(seed, ORDERS).events();
            assertThat(events).as("events of Business, which needs one of %s", projection.eventTypes())
                    .anyMatch(event -> Story.concerns(projection, event));
            ProjectionCertifier.of(projection).certify(events);
        }
    }
}
