package io.orderflow.axonserver.streams;

import io.orderflow.axonserver.store.StreamStore.Layout;
import java.util.List;

/** Says how the segments of a stream are to be. */
interface Relayout {

    /**
     * @param current
     *            the segments, all closed
     * @return what comes before them, and the new ones last
     */
    List<Layout> of(Layout current, List<Layout> earlier);
}
