package io.orderflow.service.acting;

import java.util.Optional;
import org.axonframework.eventhandling.tokenstore.UnableToRetrieveIdentifierException;
import org.axonframework.extensions.mongo.eventsourcing.tokenstore.MongoTokenStore;

/**
 * A token store that several services may meet for the first time at the same moment. Each looks for the identifier of
 * the store and, where there is none, inserts one; the second insert fails, and by then the first one's is there.
 */
final class SharedTokenStore extends MongoTokenStore {

    SharedTokenStore(Builder builder) {
        super(builder);
    }

    @Override
    public Optional<String> retrieveStorageIdentifier() throws UnableToRetrieveIdentifierException {
        try {
            return super.retrieveStorageIdentifier();
        } catch (UnableToRetrieveIdentifierException insertedElsewhere) {
            return super.retrieveStorageIdentifier();
        }
    }
}
