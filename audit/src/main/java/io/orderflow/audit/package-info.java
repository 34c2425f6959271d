/**
 * Holds a running or resting system to its invariants, from outside: out of the event log, by accounts of its own, and
 * out of the documents of the read models, against a fresh fold.
 */
@NullMarked
package io.orderflow.audit;

import org.jspecify.annotations.NullMarked;
