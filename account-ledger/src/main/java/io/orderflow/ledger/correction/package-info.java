/** Corrections: no entry is ever changed, but a wrong one can be reversed by another. */
@NullMarked
package io.orderflow.ledger.correction;

import org.jspecify.annotations.NullMarked;
