package io.orderflow.ledger.proof;

import io.orderflow.api.account.AccountEvent;
import io.orderflow.api.account.AccountId;
import io.orderflow.ledger.Chain;
import io.orderflow.ledger.Entry;
import io.orderflow.ledger.proof.AccountProof.Fault;
import io.orderflow.ledger.proof.AccountProof.Kind;
import org.axonframework.eventhandling.DomainEventMessage;
import org.jspecify.annotations.Nullable;

/** Checks an account's events from the first on, and stops judging at the first fault. */
final class Verification {

    private final AccountId account;
    private Chain chain;
    private long version = -1;
    private int entries;
    private int unchained;
    private @Nullable Fault fault;

    Verification(AccountId account) {
        this.account = account;
        this.chain = Chain.of(account);
    }

    void check(DomainEventMessage<?> event) {
        if (fault != null) {
            return;
        }
        if (event.getSequenceNumber() != version + 1) {
            fault = new Fault(Kind.EVENT_MISSING, version + 1, String.valueOf(version + 1),
                    String.valueOf(event.getSequenceNumber()));
            return;
        }
        AccountEvent happened = (AccountEvent) event.getPayload();
        if (Entry.of(happened).isPresent()) {
            checkPosting(happened, event);
        }
        if (fault == null) {
            version++;
        }
    }

    /** Checks that a posting is a link of the chain, as every posting must be once there is a chain. */
    private void checkPosting(AccountEvent happened, DomainEventMessage<?> event) {
        Chain expected = chain.after(happened);
        String found = Chain.carriedBy(event.getMetaData());
        boolean chained = entries > unchained;
        if (found == null && chained) {
            fault = new Fault(Kind.HASH_MISSING, event.getSequenceNumber(), expected.hash(), "");
        } else if (found != null && !found.equals(expected.hash())) {
            fault = new Fault(Kind.HASH_DIFFERS, event.getSequenceNumber(), expected.hash(), found);
        } else {
            chain = expected;
            entries++;
            unchained += found == null ? 1 : 0;
        }
    }

    AccountProof result() {
        return new AccountProof(account, fault == null, version, entries, unchained, chain.hash(), fault);
    }
}
