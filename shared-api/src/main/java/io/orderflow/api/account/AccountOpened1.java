package io.orderflow.api.account;

import io.orderflow.api.account.AccountEvent.AccountOpened;
import io.orderflow.api.message.EarlierRevision;
import io.orderflow.api.message.MessageType;
import io.orderflow.api.message.Personal;

/** An account belonged to no customer. */
@MessageType("account.opened")
public record AccountOpened1(AccountId accountId, @Personal String owner, String currency)
        implements EarlierRevision<AccountOpened> {

    @Override
    public AccountOpened upcast() {
        return new AccountOpened(accountId, owner, currency);
    }

    @Override
    public String toString() {
        return "AccountOpened1[accountId=" + accountId + ", owner=" + Personal.HIDDEN + ", currency=" + currency + ']';
    }
}
