package io.orderflow.axonserver.store.rocksdb;

import io.orderflow.axonserver.store.Store;
import io.orderflow.axonserver.store.StoreException;
import io.orderflow.axonserver.store.Stores;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The stores under one directory, each in a directory of its own name, over shared memory. What is not yet, or no
 * longer, a store has a name that starts with a dot; only a rename makes a store of it, or takes it from the stores.
 */
public final class RocksStores implements Stores {

    private static final Logger LOG = LoggerFactory.getLogger(RocksStores.class);
    private static final Duration UPKEEP_INTERVAL = Duration.ofSeconds(1);

    private static final String UNFINISHED = ".unfinished-";
    private static final String DELETED = ".deleted-";
    private static final String SET_ASIDE = ".kept-";

    private final Path directory;
    private final Clock clock;
    private final SharedMemory memory;
    private final Set<RocksStore> opened = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService upkeep = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("axon-server-upkeep").daemon().factory());

    /**
     * @param directory
     *            where they are; made where it does not exist
     * @param clock
     *            says when a scheduled event is due
     */
    public RocksStores(Path directory, Clock clock) {
        this.directory = directory;
        this.clock = clock;
        this.memory = new SharedMemory();
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot make the directory " + directory + ": " + e, e);
        }
        upkeep.scheduleWithFixedDelay(this::keepUp, UPKEEP_INTERVAL.toMillis(), UPKEEP_INTERVAL.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    private void keepUp() {
        for (RocksStore store : opened) {
            try {
                store.keepUp();
            } catch (StoreException.Closed closed) {
                opened.remove(store);
            } catch (RuntimeException e) {
                LOG.debug("The upkeep of a store failed", e);
            }
        }
    }

    @Override
    public List<String> names() {
        return Directories.in(directory)
                .filter(name -> !name.startsWith("."))
                .filter(name -> StoreFiles.areIn(directory.resolve(name)))
                .toList();
    }

    @Override
    public Store open(String name, Map<String, String> properties) {
        Path place = directory.resolve(name);
        if (!StoreFiles.areIn(place)) {
            if (StoreFiles.areIn(directory.resolve(SET_ASIDE + name))) {
                Directories.rename(directory.resolve(SET_ASIDE + name), place);
            } else {
                make(place, properties);
            }
        }
        RocksStore store = RocksStore.open(place, clock, memory);
        opened.add(store);
        return store;
    }

    /** Opening makes an empty one; only what has something in it from the start has to appear at once. */

    private void make(Path place, Map<String, String> properties) {
        if (properties.isEmpty()) {
            return;
        }
        Path unfinished = directory.resolve(UNFINISHED + UUID.randomUUID());
        try (RocksStore store = RocksStore.open(unfinished, clock, memory)) {
            store.setProperties(properties).toCompletableFuture().join();
        }
        Directories.rename(unfinished, place);
    }

    /** To be called by the owner of the stores: whoever has opened one of them, which nobody else can then. */
    @Override
    public void removeLeftovers() {
        Directories.in(directory)
                .filter(name -> name.startsWith(UNFINISHED) || name.startsWith(DELETED))
                .forEach(name -> Directories.delete(directory.resolve(name)));
    }

    @Override
    public void delete(String name) {
        Path deleted = directory.resolve(DELETED + UUID.randomUUID());
        Directories.rename(directory.resolve(name), deleted);
        Directories.delete(deleted);
    }

    @Override
    public void setAside(String name) {
        Directories.rename(directory.resolve(name), directory.resolve(SET_ASIDE + name));
    }

    @Override
    public void close() {
        upkeep.close();
        memory.close();
    }
}
