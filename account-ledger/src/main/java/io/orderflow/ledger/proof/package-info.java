/** The proof that an account's postings are all there, unchanged and in their order. */
@NullMarked
package io.orderflow.ledger.proof;

import org.jspecify.annotations.NullMarked;
