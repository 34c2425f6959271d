package io.orderflow.api.account;

import io.orderflow.api.Money;
import io.orderflow.api.account.AccountEvent.HoldRefused;
import io.orderflow.api.message.EarlierRevision;
import io.orderflow.api.message.MessageType;

/** Revision 1 lacks the available amount. */
@MessageType("account.hold-refused")
public record HoldRefused1(AccountId accountId, HoldId holdId, Money amount, HoldRefusal reason)
        implements EarlierRevision<HoldRefused> {

    @Override
    public HoldRefused upcast() {
        return new HoldRefused(accountId, holdId, amount, reason, null);
    }
}
