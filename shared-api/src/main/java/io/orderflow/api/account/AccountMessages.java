package io.orderflow.api.account;

import io.orderflow.api.message.MessageCatalog;
import java.util.List;

/** The messages about accounts. */
public final class AccountMessages implements MessageCatalog {

    @Override
    public List<Class<?>> types() {
        return List.of(AccountCommand.class, AccountEvent.class, RegisterEvent.class);
    }
}
