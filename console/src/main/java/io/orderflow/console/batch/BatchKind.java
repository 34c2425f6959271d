package io.orderflow.console.batch;

/**
 * What the batches of a kind are about, as their pages say it.
 *
 * @param path    where the HTTP interface has them, and below the console's address the pages
 * @param section the entry of the navigation that they belong to
 * @param list    the page from which one begins them
 * @param asked   what is still to come for an item that was asked for
 */
record BatchKind(String path, String section, String list, String single, String several, String column,
        String asked) {

    static final BatchKind SAGAS = new BatchKind("/saga-batches", "sagas", "/sagas", "process", "processes", "Order",
            "the answer is still to come");
    static final BatchKind DEAD_LETTERS = new BatchKind("/dead-letter-batches", "dead-letters", "/dead-letters",
            "sequence", "sequences", "Sequence", "its first event still waits");

    /** The noun for so many items. */
    public String noun(long count) {
        return count == 1 ? single : several;
    }
}
