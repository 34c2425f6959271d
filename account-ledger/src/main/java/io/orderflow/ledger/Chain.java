package io.orderflow.ledger;

import io.orderflow.api.account.AccountEvent;
import io.orderflow.api.account.AccountId;
import io.orderflow.api.Sha256;
import java.util.Map;
import org.axonframework.messaging.MetaData;
import org.jspecify.annotations.Nullable;

/**
 * The postings of one account up to some point, as one hash: that of the last posting together with the hash before it.
 * Each posting's event carries its hash in its metadata, so that nobody can change, remove or insert a posting
 * afterwards without the hashes of all later postings showing it.
 *
 * @param hash SHA-256, as 64 hexadecimal digits
 */
public record Chain(String hash) {

    private static final String METADATA = "chain";

    /** The chain before the first posting. */
    public static Chain of(AccountId account) {
        return new Chain(Sha256.hexOf(account.toString()));
    }

    /** The chain after the event; the same chain where the event moves no money. */
    public Chain after(AccountEvent event) {
        return Entry.of(event).map(this::after).orElse(this);
    }

    private Chain after(Entry entry) {
        Posting posting = entry.posting();
        return new Chain(Sha256.hexOf(String.join("\n", hash, entry.kind().name(), posting.debit().label(),
                posting.credit().label(), posting.amount().toString(), entry.reference())));
    }

    /** The metadata that the event of the last posting carries. */
    public Map<String, String> metaData() {
        return Map.of(METADATA, hash);
    }

    /** The hash that an event carries; null where it moves no money, or is older than the chain. */
    public static @Nullable String carriedBy(MetaData metaData) {
        return (String) metaData.get(METADATA);
    }
}
