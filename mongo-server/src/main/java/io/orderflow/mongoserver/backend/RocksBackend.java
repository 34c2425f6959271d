package io.orderflow.mongoserver.backend;

import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.AbstractMongoBackend;
import de.bwaldvogel.mongo.backend.QueryResult;
import de.bwaldvogel.mongo.backend.Utils;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerException;
import de.bwaldvogel.mongo.wire.message.MongoMessage;
import de.bwaldvogel.mongo.wire.message.MongoQuery;
import io.orderflow.mongoserver.store.Catalog;
import io.orderflow.mongoserver.store.DocumentStore;
import io.orderflow.mongoserver.store.StoreFailure;

/** All databases of a store. Every message is answered within the store's lock, so that it cannot be closed meanwhile. */
public final class RocksBackend extends AbstractMongoBackend {

    private final DocumentStore store;
    private final Catalog catalog;
    private final Cursors cursors = new Cursors(getCursorRegistry());

    public RocksBackend(DocumentStore store) {
        this.store = store;
        this.catalog = store.using(() -> new Catalog(store));
        store.using(() -> {
            catalog.collections()
                    .stream()
                    .map(name -> name.substring(0, name.indexOf('.')))
                    .distinct()
                    .forEach(this::resolveDatabase);
            return true;
        });
    }

    @Override
    protected MongoDatabase openOrCreateDatabase(String name) {
        return new RocksDatabase(name, cursors, store, catalog);
    }

    @Override
    public Document handleMessage(MongoMessage message) {
        return store.using(() -> answer(message));
    }

    /** What a client is refused is its own affair, which the server would log as an error. */
    private Document answer(MongoMessage message) {
        try {
            Document answer = super.handleMessage(message);
            if (wantsJournal(message.getDocument())) {
                store.sync();
            }
            return answer;
        } catch (StoreFailure failed) {
            throw failed;
        } catch (MongoServerException refusal) {
            refusal.setLogError(false);
            throw refusal;
        }
    }

    private static boolean wantsJournal(Document command) {
        return command.get("writeConcern") instanceof Document concern && Utils.isTrue(concern.get("j"));
    }

    @Override
    public QueryResult handleQuery(MongoQuery query) {
        return store.using(() -> super.handleQuery(query));
    }

    @Override
    public String toString() {
        return "the embedded database";
    }
}
