package io.orderflow.query;

import io.orderflow.projection.api.Projection;
import io.orderflow.projection.api.ProjectionDiscovery;
import io.orderflow.projection.fixture.ProjectionCertifier;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every projection of this module bears all that the kit may do to it. */
class CertifiedTest {

    private static final int ORDERS = 6;

    static Stream<Projection<?>> projections() {
        return ProjectionDiscovery.importedBy(OrderQueryConfiguration.class).stream();
    }

    @ParameterizedTest
    @MethodSource("projections")
    void comesToTheSameDocumentsHoweverItsEventsAreDelivered(Projection<?> projection) {
        for (long seed = 1; seed <= 3; seed++) {
            ProjectionCertifier.of(projection).certify(Business.of(seed, ORDERS).events());
        }
    }
}
