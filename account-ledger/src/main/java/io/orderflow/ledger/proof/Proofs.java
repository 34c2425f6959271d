package io.orderflow.ledger.proof;

import io.orderflow.api.account.AccountQuery.ProveAccount;
import io.orderflow.api.message.MessageCatalog;
import java.util.List;
import org.springframework.context.annotation.Import;

/** Imports the proofs of accounts, and names their messages. */
@Import({ProofQueries.class, ProofController.class})
public final class Proofs implements MessageCatalog {

    @Override
    public List<Class<?>> types() {
        return List.of(ProveAccount.class, AccountProof.class);
    }
}
