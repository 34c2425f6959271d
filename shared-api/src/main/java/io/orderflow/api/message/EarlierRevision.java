package io.orderflow.api.message;

/**
 * How a message used to be written. It carries the name and the revision of then; what is stored so is read as this,
 * and taken on to the message as it is now. Like an approved file it is never changed.
 *
 * @param <T> the message as it is now
 */
public interface EarlierRevision<T> {

    /** The same message as it is now; what was not known then is absent. */
    T upcast();
}
