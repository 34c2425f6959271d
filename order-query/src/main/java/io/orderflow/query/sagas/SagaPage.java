package io.orderflow.query.sagas;

import io.orderflow.api.message.MessageType;
import io.orderflow.projection.api.Listing;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of sagas. Those come first that have made no progress for longest.
 *
 * @param next the cursor of the next page, absent where this is the last
 */
@MessageType("view.saga-page")
public record SagaPage(List<SagaSummary> items, @Nullable String next) implements Listing<SagaSummary> {}
