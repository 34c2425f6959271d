package io.orderflow.mongoserver.backend;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.DatabaseResolver;
import de.bwaldvogel.mongo.backend.aggregation.Aggregation;
import de.bwaldvogel.mongo.backend.aggregation.stage.AggregationStage;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.oplog.Oplog;
import io.orderflow.mongoserver.store.Bson;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An aggregation whose results are made when the client asks for them, and whose stages keep a limited amount in
 * memory. The stages that keep nothing are those of mongo-java-server.
 */
final class Pipeline {

    private static final String MATCH = "$match";
    /** The stages that keep all documents that they are given. */
    private static final Set<String> KEEPING = Set.of("$facet", "$bucket", "$sample", "$graphLookup");
    /** The stages that consist of two. */
    private static final Set<String> TWOFOLD = Set.of("$count", "$sortByCount");

    private final List<Document> stages;

    Pipeline(List<Document> stages) {
        this.stages = stages;
    }

    boolean watchesChanges() {
        return !stages.isEmpty() && stages.getFirst().containsKey("$changeStream");
    }

    /** The results, found while the iterator is read; none where there is no collection. */
    Iterator<QueryMatch> run(Document command, MongoDatabase database, @Nullable MongoCollection<?> collection,
            DatabaseResolver databases, Oplog oplog) {
        Aggregation aggregation = Aggregation.fromPipeline(stages, databases, database, collection, oplog);
        // The superclass of the database warns of each cursor with a batch size, which is handled here.
        Document checked = command.clone();
        checked.put("cursor", command.get("cursor") == null ? null : new Document());
        aggregation.validate(checked);
        bound(aggregation.getStages());
        Stream<Document> results = collection == null
                ? Stream.empty()
                : aggregation.runStagesAsStream(source(aggregation, collection));
        return results.map(document -> new QueryMatch(document, Bson.encode(document).length)).iterator();
    }

    /** The documents to begin with. A condition at the beginning is a query, for which an index may serve. */
    private Stream<Document> source(Aggregation aggregation, MongoCollection<?> collection) {
        if (!stages.isEmpty() && stages.getFirst().get(MATCH) instanceof Document query
                && collection instanceof RocksCollection stored) {
            return stored.find(query);
        }
        return collection.queryAllAsStream();
    }

    private void bound(List<AggregationStage> made) {
        int next = 0;
        for (Document stage : stages) {
            String name = stage.keySet().iterator().next();
            if (name.equals("$sort")) {
                made.set(next, new SortInMemory((Document) stage.get(name)));
            } else if (name.equals("$group")) {
                made.set(next, new GroupInMemory((Document) stage.get(name)));
            } else if (name.equals("$sortByCount")) {
                made.set(next, new GroupInMemory(new Document("_id", stage.get(name))
                        .append("count", new Document("$sum", 1))));
            } else if (KEEPING.contains(name)) {
                made.set(next, new BoundedStage(made.get(next)));
            }
            next += TWOFOLD.contains(name) ? 2 : 1;
        }
    }

    private record SortInMemory(Document order) implements AggregationStage {

        @Override
        public String name() {
            return "$sort";
        }

        @Override
        public Stream<Document> apply(Stream<Document> documents) {
            Iterator<QueryMatch> found = documents
                    .map(document -> new QueryMatch(document, Bson.encode(document).length))
                    .iterator();
            return Stream.of(found).flatMap(all -> Finder.stream(DocumentSorter.first(0, all, order)))
                    .map(QueryMatch::document);
        }
    }

    /** A stage that may be given no more documents than fit into the limit of the memory. */
    private record BoundedStage(AggregationStage stage) implements AggregationStage {

        @Override
        public String name() {
            return stage.name();
        }

        @Override
        public Stream<Document> apply(Stream<Document> documents) {
            StageMemory memory = new StageMemory(name());
            return stage.apply(documents.peek(document -> memory.add(Bson.encode(document).length)));
        }
    }
}
