package io.orderflow.ledger.statement;

import io.orderflow.api.Money;
import io.orderflow.api.account.AccountId;
import java.time.Instant;

/**
 * One movement of an account's money.
 *
 * @param version   the account's version after it, by which the entries of an account are ordered
 * @param reference the transaction of a deposit or withdrawal, otherwise the hold
 * @param debit     the account of the ledger that the money was posted to
 * @param credit    the account of the ledger that it was posted from
 */
public record StatementEntry(AccountId accountId, long version, EntryKind kind, Money amount, String reference,
        String debit, String credit, Instant at, long position) {}
