package io.orderflow.api.message;

/**
 * An earlier shape of a message, with the name and the revision that it had. Stored messages of that revision are read
 * as this record and then upcast. Like an approved file, the record never changes.
 *
 * @param <T> the present shape of the message
 */
public interface EarlierRevision<T> {

    /** Returns the message in its present shape. Fields that the earlier shape lacks are absent. */
    T upcast();
}
