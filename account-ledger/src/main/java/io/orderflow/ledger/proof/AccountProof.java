package io.orderflow.ledger.proof;

import io.orderflow.api.account.AccountId;
import io.orderflow.api.message.MessageType;
import org.jspecify.annotations.Nullable;

/**
 * What became of checking an account's postings against their hashes, out of the events themselves.
 *
 * @param valid     whether all is as it was written
 * @param version   the account's version that was checked
 * @param entries   how many postings there are up to the first fault, or in all
 * @param unchained how many of them are older than the chain: changes of these show in the first hash after them
 * @param hash      of the last posting that is sound; whoever keeps it can tell later that nothing before it changed
 * @param fault     what is wrong first, absent where nothing is
 */
@MessageType("view.account-proof")
public record AccountProof(AccountId accountId, boolean valid, long version, int entries, int unchained, String hash,
        @Nullable Fault fault) {

    /**
     * The first event that is not what was written.
     *
     * @param version  its sequence number in the account
     * @param expected what should be there: a sequence number or a hash
     * @param found    what is there instead
     */
    public record Fault(Kind kind, long version, String expected, String found) {}

    /** What can be wrong. */
    public enum Kind {
        EVENT_MISSING, HASH_DIFFERS, HASH_MISSING
    }
}
