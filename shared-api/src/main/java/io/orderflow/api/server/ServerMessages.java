package io.orderflow.api.server;

import io.orderflow.api.message.MessageCatalog;
import java.util.List;

/** The messages about the event server. */
public final class ServerMessages implements MessageCatalog {

    @Override
    public List<Class<?>> types() {
        return List.of(ServerEvent.class);
    }
}
