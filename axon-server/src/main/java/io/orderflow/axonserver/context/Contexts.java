package io.orderflow.axonserver.context;

import io.orderflow.axonserver.routing.Workers;
import io.orderflow.axonserver.store.Stores;
import io.orderflow.axonserver.store.Store;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All contexts of a server. Thread-safe; they are made and deleted one at a time, and that may wait for the disk. */
public final class Contexts implements AutoCloseable {

    /** Always there. A call that names no context means this one. */
    public static final String DEFAULT = "default";

    private static final Logger LOG = LoggerFactory.getLogger(Contexts.class);

    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,99}");
    /** What is no file's name on Windows. */
    private static final Pattern RESERVED = Pattern.compile("con|prn|aux|nul|com\\d|lpt\\d");

    /** They send what persistent streams bring; what they wait for is the disk. */
    private static final int STREAMING_THREADS = Math.max(2, Runtime.getRuntime().availableProcessors());

    private final Stores stores;
    private final InstantSource clock;
    private final ExecutorService streaming = Workers.threads("axon-server-streams-", STREAMING_THREADS);
    private final ConcurrentSkipListMap<String, Context> contexts = new ConcurrentSkipListMap<>();
    private final Set<Consumer<ContextChange>> listeners = new CopyOnWriteArraySet<>();

    private Contexts(Stores stores, InstantSource clock) {
        this.stores = stores;
        this.clock = clock;
    }

    /**
     * Opens all that are there, and the default one in any case; who closes them closes the stores too.
     *
     * @param clock
     *            tells how long subscriptions have waited for a handler
     */
    public static Contexts open(Stores stores, InstantSource clock) {
        Contexts opened = new Contexts(stores, clock);
        try {
            opened.open(DEFAULT, Map.of());
            stores.removeLeftovers();
            stores.names().stream().filter(Contexts::isName).forEach(name -> opened.open(name, Map.of()));
            return opened;
        } catch (RuntimeException e) {
            opened.close();
            throw e;
        }
    }

    private void open(String name, Map<String, String> metadata) {
        if (!contexts.containsKey(name)) {
            contexts.put(name, new Context(name, stores.open(name, metadata), clock, streaming));
        }
    }

    private static boolean isName(String name) {
        return NAME.matcher(name).matches() && !RESERVED.matcher(name.toLowerCase(Locale.ROOT)).matches();
    }

    /** The context of a name; null where there is none. */
    public @Nullable Context find(String name) {
        return contexts.get(name);
    }

    /** @throws ContextException.Unknown where there is none of that name */
    public Context require(String name) {
        Context found = find(name);
        if (found == null) {
            throw new ContextException.Unknown(name);
        }
        return found;
    }

    public List<String> names() {
        return List.copyOf(contexts.keySet());
    }

    /** All that are there now, by name. */
    public Collection<Context> all() {
        return List.copyOf(contexts.values());
    }

    /**
     * Makes a context. Names that differ in upper and lower case only are the same, because they are on some file
     * systems.
     *
     * @throws ContextException
     *             where there is one of that name already, or the name will not do
     */
    public synchronized void create(String name, Map<String, String> metadata) {
        if (!isName(name)) {
            throw new ContextException.InvalidName(name);
        }
        if (contexts.keySet().stream().anyMatch(name::equalsIgnoreCase)) {
            throw new ContextException.AlreadyExists(name);
        }
        open(name, metadata);
        Context made = require(name);
        if (!made.metadata().equals(metadata)) {
            made.setMetadata(metadata);
        }
        tell(name, ContextChange.Kind.CREATED);
    }

    /** Replaces what is known about a context. */
    public synchronized void update(String name, Map<String, String> metadata) {
        require(name).setMetadata(metadata);
        tell(name, ContextChange.Kind.UPDATED);
    }

    /**
     * Deletes a context, with the connections of its clients.
     *
     * @param keepEvents
     *            whether a context that is made again under its name has its events again
     * @throws ContextException
     *             where there is none of that name, or it is the default one
     */
    public synchronized void delete(String name, boolean keepEvents) {
        if (name.equals(DEFAULT)) {
            throw new ContextException.Undeletable(name);
        }
        deleteAny(name, keepEvents);
    }

    /**
     * As {@link #delete}, also the default context, which is then gone until it is made again or the server starts again:
     * for development, where it is a way to begin anew.
     */
    public synchronized void deleteAny(String name, boolean keepEvents) {
        Context context = require(name);
        contexts.remove(name);
        context.end("The context " + name + " was deleted");
        if (keepEvents) {
            stores.setAside(name);
        } else {
            stores.delete(name);
        }
        tell(name, ContextChange.Kind.DELETED);
    }

    /**
     * Removes all events, snapshots and scheduled events of a context, and returns when that is on the disk. Handlers
     * and clients stay; tokens go on from where they were.
     */
    public void purge(String name) {
        Writes.await(require(name).purge());
    }

    /** As {@link #purge}, for all contexts. */
    public void purgeAll() {
        List<CompletionStage<Void>> purges = all().stream().map(Context::purge).toList();
        purges.forEach(Writes::await);
    }

    /**
     * Copies all contexts, as they are at one moment, into a directory, each under its name. Writes wait meanwhile, and
     * reads do not.
     */
    public synchronized void copyTo(Path directory) {
        List<CompletableFuture<Store.Rest>> rests = all().stream()
                .map(context -> context.rest().toCompletableFuture())
                .toList();
        try {
            rests.forEach(CompletableFuture::join);
            all().forEach(context -> context.copyTo(directory.resolve(context.name())));
        } finally {
            rests.forEach(rest -> rest.thenAccept(Store.Rest::close));
        }
    }

    /** Ends what has waited too long, in all contexts; to be called every now and then. */
    public void expire() {
        contexts.values().forEach(Context::expire);
    }

    /** Calls a listener after each change, until it is removed; it must neither block nor throw. */
    public Context.Stay onChange(Consumer<ContextChange> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    private void tell(String name, ContextChange.Kind kind) {
        ContextChange change = new ContextChange(name, kind);
        LOG.info("Context {}: {}", name, kind.name().toLowerCase(Locale.ROOT));
        listeners.forEach(listener -> listener.accept(change));
    }

    /** Takes no more commands and queries; those that are under way may still be answered. */
    public void stopAccepting() {
        contexts.values().forEach(Context::stopAccepting);
    }

    /** Ends the commands and queries that have no answer yet. */
    public void giveUp() {
        contexts.values().forEach(Context::giveUp);
    }

    @Override
    public synchronized void close() {
        contexts.values().forEach(Context::close);
        contexts.clear();
        stores.close();
        streaming.shutdownNow();
    }
}
