package io.orderflow.ledger.holds;

import io.orderflow.api.Money;
import io.orderflow.api.account.AccountId;
import io.orderflow.api.message.MessageType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of the open holds of an account, the newest first.
 *
 * @param held  the sum of all open holds
 * @param older the part of it that is held by holds which were placed before the entries that are searched; zero nearly
 *              always
 * @param next  the cursor of the next page, absent where this is the last
 */
@MessageType("view.account-holds")
public record AccountHolds(AccountId accountId, Money held, Money older, List<HoldView> items,
        @Nullable String next) {}
