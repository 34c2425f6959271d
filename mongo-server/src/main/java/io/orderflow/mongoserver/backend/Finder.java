package io.orderflow.mongoserver.backend;

import de.bwaldvogel.mongo.backend.DefaultQueryMatcher;
import de.bwaldvogel.mongo.backend.QueryMatcher;
import de.bwaldvogel.mongo.bson.Document;
import io.orderflow.mongoserver.query.IndexShape;
import io.orderflow.mongoserver.query.Plan;
import io.orderflow.mongoserver.query.Planner;
import io.orderflow.mongoserver.store.DocumentStore;
import io.orderflow.mongoserver.store.Documents;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the documents of one collection that a query asks for. Thread-safe. */
final class Finder {

    private static final Logger LOG = LoggerFactory.getLogger(Finder.class);

    /** The slow queries that are remembered are limited, because clients may ask for any fields. */
    private static final int MAX_SLOW_QUERIES = 100;

    private final RocksCollection collection;
    private final int number;
    private final DocumentStore store;
    private final Documents documents;
    private final QueryMatcher matcher = new DefaultQueryMatcher();
    private final Set<String> slowQueries = ConcurrentHashMap.newKeySet();

    Finder(RocksCollection collection, int number, DocumentStore store, Documents documents) {
        this.collection = collection;
        this.number = number;
        this.store = store;
        this.documents = documents;
    }

    /**
     * Finds the documents while the stream is read.
     *
     * @param order   empty where any order will do
     * @param limit   0 for all
     * @param indexes the indexes that contain every document
     */
    Stream<QueryMatch> find(Document query, Document order, int skip, int limit, List<IndexShape> indexes) {
        Planner planner = new Planner(number, collection.idField(), query, order);
        Plan plan = planner.plan(indexes);
        boolean isSlow = plan instanceof Plan.FullScan && collection.count() > 0;
        if (isSlow && !(query.isEmpty() && order.isEmpty())) {
            tellOnce(planner);
        }
        Stream<QueryMatch> found = stream(Candidates.of(plan, store, documents))
                .filter(one -> matcher.matches(one.document(), query));
        if (!plan.inOrder() && !order.isEmpty()) {
            found = stream(DocumentSorter.first(limit == 0 ? 0 : (long) skip + limit, found.iterator(), order));
        }
        Stream<QueryMatch> wanted = found.skip(skip);
        return limit > 0 ? wanted.limit(limit) : wanted;
    }

    private void tellOnce(Planner planner) {
        boolean tells = slowQueries.size() < MAX_SLOW_QUERIES && !collection.getCollectionName().startsWith("system.");
        if (tells && slowQueries.add(planner.describe())) {
            LOG.info("Reads all of {} for each query of this form, since no index serves it: {}",
                    collection.getFullName(), planner.describe());
        }
    }

    /** Forgets the slow queries, because another index may serve them. */
    void forgetSlowQueries() {
        slowQueries.clear();
    }

    static <T> Stream<T> stream(Iterator<T> iterator) {
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(iterator, Spliterator.ORDERED), false);
    }
}
