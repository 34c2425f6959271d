package io.orderflow.projection;

import io.orderflow.projection.document.StoredDocument;
import io.orderflow.projection.generation.ProjectionHost;
import io.orderflow.projection.quarantine.WaitingSequence;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where query handlers get at the documents of a projection of this process. Thread-safe. */
public final class ReadModels {

    private final ProjectionHost host;

    ReadModels(ProjectionHost host) {
        this.host = host;
    }

    public <D> ReadModel<D> of(Projection<D> projection) {
        return new ReadModel<>(host.hosted(projection));
    }

    /** @throws io.orderflow.service.web.NotFound where this process has no projection of that name */
    public Projection<?> projection(String name) {
        return host.hosted(name).projection();
    }

    /**
     * The documents of these keys, as far as there are any.
     *
     * @throws io.orderflow.service.web.NotFound where this process has no projection of that name
     */
    public Map<String, ? extends StoredDocument<?>> load(String projection, List<String> keys) {
        return host.hosted(projection).serving().load(keys);
    }

    /**
     * The number of the collection that serves, which is another one after a rebuild or a rollback. A document that is
     * read again at the same position may differ from what it was only where this number differs.
     *
     * @throws io.orderflow.service.web.NotFound where this process has no projection of that name
     */
    public long generation(String projection) {
        return host.hosted(projection).serving().number();
    }

    /** @throws io.orderflow.service.web.NotFound where this process has no projection of that name */
    public long position(String projection) {
        return host.hosted(projection).serving().position();
    }

    /**
     * What of a document waits as dead letters, what has waited for longest first: the document, or one of the streams
     * that make it. For all documents where no name is given; then also the streams of which it cannot be told to which
     * document they belong. It is read from memory; what another process has set aside is known here within {@code
     * orderflow.projections.pointer-refresh}.
     *
     * @param name the name by which clients know the document
     * @throws io.orderflow.service.web.NotFound where this process has no projection of that name
     */
    public List<WaitingSequence> waiting(String projection, @Nullable String name) {
        return host.hosted(projection).serving().waiting(name);
    }

    /**
     * Waits until every event up to the position is in the documents of the projection.
     *
     * @return false where time is up
     * @throws io.orderflow.service.web.NotFound where this process has no projection of that name
     */
    public boolean await(String projection, long position, Duration limit) {
        return host.hosted(projection).await(position, limit);
    }
}
