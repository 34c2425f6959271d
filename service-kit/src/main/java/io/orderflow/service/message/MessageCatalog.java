package io.orderflow.service.message;

import java.util.List;

/** Contributes message types to those of the published language, such as the answers to a service's own queries. */
public interface MessageCatalog {

    /** Types with a {@code MessageType}, or sealed interfaces whose permitted types have one. */
    List<Class<?>> types();
}
