package io.orderflow.query.profiles;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import io.orderflow.projection.api.ReadModel;
import io.orderflow.projection.api.ReadModels;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds customers by their identifiers. Thread-safe. */
public final class Profiles {

    private static final String CUSTOMER = "_id";

    private final ReadModel<CustomerProfile> profiles;

    Profiles(ReadModels models, ProfilesProjection projection) {
        this.profiles = models.of(projection);
    }

    /**
     * The customer as it is, or as it was.
     *
     * @param asOf a moment as {@link io.orderflow.projection.api.AsOf} reads it, absent for now
     */
    public Optional<CustomerProfile> find(String customerId, @Nullable String asOf) {
        return profiles.find(customerId, asOf);
    }

    /** Those of the customers that are known, by their identifiers. */
    public Map<String, CustomerProfile> find(Collection<String> customerIds) {
        Set<String> distinct = Set.copyOf(customerIds);
        if (distinct.isEmpty()) {
            return Map.of();
        }
        return profiles.find(Filters.in(CUSTOMER, distinct), Sorts.ascending(CUSTOMER), distinct.size())
                .stream()
                .collect(Collectors.toMap(CustomerProfile::customerId, Function.identity()));
    }
}
