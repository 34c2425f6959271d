package io.orderflow.api.message;

import java.util.List;
import java.util.ServiceLoader;

/**
 * Contributes message types. Each context of the published language is a service provider of this interface, so that
 * every reader and writer of messages knows all of them. A service contributes the messages of its own, such as the
 * answers to its queries, as a bean.
 */
public interface MessageCatalog {

    /** Types with a {@code MessageType}, or sealed interfaces whose permitted types have one. */
    List<Class<?>> types();

    /** The whole published language: the types of all contexts on the class path. */
    static List<Class<?>> published() {
        return ServiceLoader.load(MessageCatalog.class, MessageCatalog.class.getClassLoader())
                .stream()
                .map(ServiceLoader.Provider::get)
                .<Class<?>>mapMulti((catalog, types) -> catalog.types().forEach(types))
                .toList();
    }
}
