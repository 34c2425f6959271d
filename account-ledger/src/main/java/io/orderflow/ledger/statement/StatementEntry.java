package io.orderflow.ledger.statement;

import io.orderflow.api.Money;
import io.orderflow.api.account.AccountId;
import io.orderflow.api.message.MessageType;
import io.orderflow.ledger.Chain;
import io.orderflow.ledger.Entry;
import io.orderflow.ledger.EntryId;
import io.orderflow.ledger.EntryKind;
import io.orderflow.service.message.Origin;
import java.time.Instant;
import org.axonframework.eventhandling.EventMessage;
import org.jspecify.annotations.Nullable;

/**
 * One movement of an account's money.
 *
 * @param entryId   the name of the entry, by which it is corrected
 * @param version   the account's version after it, by which the entries of an account are ordered
 * @param reference the transaction of a deposit or withdrawal, the entry that is corrected, otherwise the hold
 * @param debit     the account of the ledger that the money was posted to
 * @param credit    the account of the ledger that the money was posted from
 * @param hash      covers this entry and all before it; absent in one that is older than the chain
 * @param actor     who asked for it; absent where nobody is known, and for the customer of the account
 * @param reason    why, in that person's words; absent where none was given, and for the customer of the account
 */
@MessageType("view.statement-entry")
public record StatementEntry(String entryId, AccountId accountId, long version, EntryKind kind, Money amount,
        String reference, String debit, String credit, @Nullable String hash, @Nullable String actor,
        @Nullable String reason, Instant at, long position) {

    static StatementEntry of(EntryId id, Entry entry, EventMessage<?> event) {
        return new StatementEntry(id.toString(), id.accountId(), id.version(), entry.kind(), entry.posting().amount(),
                entry.reference(), entry.posting().debit().label(), entry.posting().credit().label(),
                Chain.carriedBy(event.getMetaData()), (String) event.getMetaData().get(Origin.ACTOR),
                (String) event.getMetaData().get(Origin.REASON), event.getTimestamp(), 0);
    }

    /** As the customer sees it, who need not know which operators there are and what they wrote. */
    StatementEntry withoutOperators() {
        return new StatementEntry(entryId, accountId, version, kind, amount, reference, debit, credit, hash, null, null,
                at, position);
    }
}
