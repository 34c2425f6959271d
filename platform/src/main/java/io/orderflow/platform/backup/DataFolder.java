package io.orderflow.platform.backup;

import io.orderflow.axonserver.context.Contexts;
import io.orderflow.axonserver.store.rocksdb.OfflineStores;
import io.orderflow.platform.embedded.Documents;
import io.orderflow.platform.embedded.PlatformOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The events and the documents in a data folder, or in a backup of it. The directory of an event server alone has its
 * contexts in it, and no documents.
 *
 * @param within the path of the events in the folder, with a slash where there is one
 */
record DataFolder(Path folder, String within, Optional<Path> documents) {

    /** @throws IllegalStateException where there are no events in it */
    static DataFolder of(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new IllegalStateException("There is no folder " + folder);
        }
        boolean eventsAlone = Files.isDirectory(folder.resolve(Contexts.DEFAULT));
        String within = eventsAlone ? "" : PlatformOptions.EVENTS + "/";
        Optional<Path> documents = Optional.of(Documents.in(folder))
                .filter(there -> !eventsAlone && Files.isDirectory(there));
        DataFolder found = new DataFolder(folder, within, documents);
        if (new OfflineStores(found.events()).names().isEmpty()) {
            throw new IllegalStateException(documents.isEmpty()
                    ? "There are no events in " + folder
                    : "There are no events in " + folder
                            + ", only documents that were made of them: the events are kept "
                            + "by an Axon Server of their own, whose backup has to be made with its own tools");
        }
        return found;
    }

    Path events() {
        return folder.resolve(within);
    }

    /** Whether a server has any file of a folder open, whatever else is in the folder. */
    static boolean isUsed(Path folder) {
        Path events = folder.resolve(PlatformOptions.EVENTS);
        return Files.isDirectory(folder) && OfflineStores.isInUse(folder)
                || Files.isDirectory(events) && OfflineStores.isInUse(events);
    }
}
