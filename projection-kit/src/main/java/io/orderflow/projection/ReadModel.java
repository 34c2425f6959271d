package io.orderflow.projection;

import com.mongodb.MongoException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import io.orderflow.projection.document.DocumentCodec;
import io.orderflow.projection.generation.Generation;
import io.orderflow.projection.generation.HostedProjection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.bson.conversions.Bson;

/**
 * The documents of a projection as queries see them: always those of the collection that serves at that moment.
 * Thread-safe.
 */
public final class ReadModel<D> {

    private final HostedProjection<D> hosted;

    ReadModel(HostedProjection<D> hosted) {
        this.hosted = hosted;
    }

    public Optional<D> find(String key) {
        return read(documents -> Optional.ofNullable(documents.find(Filters.eq(DocumentCodec.KEY, key)).first()));
    }

    /**
     * A list by any condition, for which the projection declares an index: the fields with given values first, then
     * those of the order. Without one the whole collection is read.
     *
     * @param limit the most documents to return, at least 1
     */
    public List<D> find(Bson filter, Bson sort, int limit) {
        return read(documents -> documents.find(filter).sort(sort).limit(limit).into(new ArrayList<>()));
    }

    /**
     * A page of a list by any condition, found as {@link #find(Bson, Bson, int)} finds it.
     *
     * @param limit  the most documents to return, at least 1
     * @param cursor the cursor of the page after this document
     */
    public Page<D> page(Bson filter, Bson sort, int limit, Function<D, String> cursor) {
        return Page.of(find(filter, sort, limit + 1), limit, cursor);
    }

    /** Every event at or before this position is in what a query now finds; -1 before the first event. */
    public long position() {
        return hosted.serving().position();
    }

    /**
     * The number of the collection that serves, which is another one after a rebuild or a rollback. A document that is
     * read again at the same position may differ from what it was only where this number differs.
     */
    public long generation() {
        return hosted.serving().number();
    }

    /** @throws ReadModelOutdated where the documents are of another revision than the code, and cannot be read by it */
    private <T> T read(Function<MongoCollection<D>, T> query) {
        Generation<D> serving = hosted.serving();
        try {
            return query.apply(serving.reads());
        } catch (MongoException outage) {
            throw outage;
        } catch (RuntimeException unreadable) {
            if (serving.revision() != hosted.projection().revision()) {
                throw new ReadModelOutdated(hosted.projection(), serving.revision());
            }
            throw unreadable;
        }
    }
}
