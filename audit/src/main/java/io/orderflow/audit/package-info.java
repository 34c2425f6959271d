/**
 * Checks the invariants of a running or resting system, from outside: it reads the event log and keeps books of its
 * own, and compares the documents of the read models with a fresh fold.
 */
@NullMarked
package io.orderflow.audit;

import org.jspecify.annotations.NullMarked;
