package io.orderflow.projection.engine;

import com.mongodb.MongoException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.CountOptions;
import com.mongodb.client.model.Filters;
import io.orderflow.projection.api.AsOf;
import io.orderflow.projection.api.ReadModel;
import io.orderflow.projection.document.DocumentCodec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/** Reads the documents of the generation that serves. Thread-safe. */
final class ServedReadModel<D> implements ReadModel<D> {

    private final HostedProjection<D> hosted;
    private final TimeTravel past;

    ServedReadModel(HostedProjection<D> hosted, TimeTravel past) {
        this.hosted = hosted;
        this.past = past;
    }

    @Override
    public Optional<D> find(String key) {
        return read(documents -> Optional.ofNullable(documents.find(Filters.eq(DocumentCodec.KEY, key)).first()));
    }

    @Override
    public Optional<D> find(String key, @Nullable String asOf) {
        return asOf == null ? find(key) : past.find(hosted.projection(), key, AsOf.parse(asOf));
    }

    @Override
    public List<D> find(Bson filter, Bson sort, int limit) {
        return read(documents -> documents.find(filter).sort(sort).limit(limit).into(new ArrayList<>()));
    }

    @Override
    public long count(Bson filter, int limit) {
        return read(documents -> documents.countDocuments(filter, new CountOptions().limit(limit)));
    }

    @Override
    public long position() {
        return hosted.serving().position();
    }

    @Override
    public boolean await(long position, Duration limit) {
        return hosted.await(position, limit);
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
