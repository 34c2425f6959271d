package io.orderflow.mongoserver.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;
import java.util.Arrays;

/** The layout of a store on the disk, which each store names. */
final class StoreFormat {

    private static final byte[] KEY = "format".getBytes(UTF_8);
    private static final byte[] KNOWN = "1".getBytes(UTF_8);

    private StoreFormat() {}

    /**
     * Reads the layout, and writes it into a new store.
     *
     * @throws StoreUnusable where another version wrote the store, or it cannot be read
     */
    static void require(DocumentStore store, Path directory) {
        try {
            byte[] found = store.get(ColumnFamily.DEFAULT, KEY);
            if (found == null) {
                try (Change change = store.change()) {
                    change.put(ColumnFamily.DEFAULT, KEY, KNOWN);
                    change.write();
                }
            } else if (!Arrays.equals(found, KNOWN)) {
                throw new StoreUnusable("The database in " + directory + " has layout " + new String(found, UTF_8)
                        + ", and this version knows layout " + new String(KNOWN, UTF_8));
            }
        } catch (StoreFailure failed) {
            throw StoreUnusable.of(directory, failed);
        }
    }
}
