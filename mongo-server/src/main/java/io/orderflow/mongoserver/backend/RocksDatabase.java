package io.orderflow.mongoserver.backend;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.backend.AbstractSynchronizedMongoDatabase;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.DatabaseResolver;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.aggregation.Aggregation;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.oplog.Oplog;
import io.netty.channel.Channel;
import io.orderflow.mongoserver.store.Catalog;
import io.orderflow.mongoserver.store.DocumentStore;
import io.orderflow.mongoserver.store.RecordId;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/**
 * A database in the store. The superclass keeps the names of collections and the descriptions of indexes in collections
 * of their own. It writes a name after the collection or index exists, and opens all named ones when it is made.
 */
final class RocksDatabase extends AbstractSynchronizedMongoDatabase<RecordId> {

    private static final String NAMESPACES = "system.namespaces";
    private static final String INDEXES = "system.indexes";

    private final DocumentStore store;
    private final Catalog catalog;
    private final Cursors cursors;

    RocksDatabase(String name, Cursors cursors, DocumentStore store, Catalog catalog) {
        super(name, cursors.registry());
        this.store = store;
        this.catalog = catalog;
        this.cursors = cursors;
        initializeNamespacesAndIndexes();
        dropLeftovers();
    }

    /**
     * Drops collections and indexes that no list names, because the process died while they were being made or dropped.
     */
    private void dropLeftovers() {
        Set<String> known = new HashSet<>(Set.of(getFullCollectionNamespace(NAMESPACES),
                getFullCollectionNamespace(INDEXES)));
        MongoCollection<RecordId> namespaces = resolveCollection(NAMESPACES, true);
        namespaces.queryAll().forEach(collection -> known.add(String.valueOf(collection.get("name"))));
        catalog.retainCollections(getDatabaseName(), known);
        known.stream()
                .map(name -> resolveCollection(name.substring(getDatabaseName().length() + 1), false))
                .filter(RocksCollection.class::isInstance)
                .map(RocksCollection.class::cast)
                .forEach(RocksCollection::retainIndexes);
    }

    /**
     * Handles an update and an aggregation itself: the superclass writes each document of an update by itself, and
     * finds all results of an aggregation before it answers.
     */
    @Override
    public Document handleCommand(Channel channel, String command, Document query, DatabaseResolver databases,
            Oplog oplog) {
        if (command.equals("update") && UpdateCommand.of(query).orElse(null) instanceof UpdateCommand update
                && resolveCollection(update.collection(), false) instanceof RocksCollection collection) {
            clearLastStatus(channel);
            Document answer = update.applyTo(collection, oplog);
            putLastResult(channel, answer);
            return answer;
        }
        if (!command.equals("aggregate")) {
            return super.handleCommand(channel, command, query, databases, oplog);
        }
        Pipeline pipeline = new Pipeline(Aggregation.parse(query.get("pipeline")));
        if (pipeline.watchesChanges()) {
            return super.handleCommand(channel, command, query, databases, oplog);
        }
        String name = String.valueOf(query.get(command));
        Iterator<QueryMatch> results = pipeline.run(query, this, resolveCollection(name, false), databases, oplog);
        int wanted = query.get("cursor") instanceof Document cursor && cursor.get("batchSize") instanceof Number size
                && size.intValue() > 0 ? size.intValue() : ScanCursor.FIRST_BATCH;
        List<Document> first = ScanCursor.take(results, wanted);
        long cursor = results.hasNext() ? cursors.open(results).getId() : 0;
        return new Document("cursor", new Document("id", cursor)
                .append("ns", getFullCollectionNamespace(name))
                .append("firstBatch", first)).append("ok", 1.0);
    }

    @Override
    protected MongoCollection<RecordId> openOrCreateCollection(String name, CollectionOptions options) {
        return new RocksCollection(this, name, options, cursors, store, catalog);
    }

    @Override
    protected Index<RecordId> openOrCreateUniqueIndex(String collection, String name, List<IndexKey> keys,
            boolean sparse) {
        RocksCollection owner = (RocksCollection) resolveCollection(collection, true);
        return isById(owner, keys) ? new IdIndex(name, keys, owner) : new StoredIndex(name, keys, sparse, true, owner);
    }

    private static boolean isById(RocksCollection owner, List<IndexKey> keys) {
        return keys.size() == 1 && keys.getFirst().getKey().equals(owner.idField());
    }

    @Override
    protected Index<RecordId> openOrCreateSecondaryIndex(String collection, String name, List<IndexKey> keys,
            boolean sparse) {
        return new StoredIndex(name, keys, sparse, false, (RocksCollection) resolveCollection(collection, true));
    }

    @Override
    protected long getStorageSize() {
        return store.bytesOnDisk();
    }

    @Override
    protected long getFileSize() {
        return store.bytesOnDisk();
    }
}
