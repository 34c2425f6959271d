package io.orderflow.ledger.proof;

import io.orderflow.api.account.AccountId;
import io.orderflow.api.message.MessageType;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of checking an account's postings against their hashes, out of the events themselves.
 *
 * @param valid     whether all postings are as they were written
 * @param version   the account's version that was checked
 * @param entries   how many postings there are up to the first fault, or in all
 * @param unchained how many of them are older than the chain: changes of these show in the first hash after them
 * @param hash      the hash of the last sound posting; a reader that keeps it can tell later that no posting up to it
 *                  has changed
 * @param fault     the first fault, absent where there is none
 */
@MessageType("view.account-proof")
public record AccountProof(AccountId accountId, boolean valid, long version, int entries, int unchained, String hash,
        @Nullable Fault fault) {

    /**
     * The first event that is not as it was written.
     *
     * @param version  its sequence number in the account
     * @param expected the expected value: a sequence number or a hash
     * @param found    the value that is there instead
     */
    public record Fault(Kind kind, long version, String expected, String found) {}

    /** The kinds of faults. */
    public enum Kind {
        EVENT_MISSING, HASH_DIFFERS, HASH_MISSING
    }
}
