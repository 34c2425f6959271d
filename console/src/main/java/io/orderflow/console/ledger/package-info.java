/** The pages of the ledger: accounts, statements, holds, the trial balance and the proof of an account's postings. */
@NullMarked
package io.orderflow.console.ledger;

import org.jspecify.annotations.NullMarked;
