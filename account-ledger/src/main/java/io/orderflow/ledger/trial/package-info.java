/** The trial balance: what each of the ledger's own accounts was debited and credited with, and that both are equal. */
@NullMarked
package io.orderflow.ledger.trial;

import org.jspecify.annotations.NullMarked;
