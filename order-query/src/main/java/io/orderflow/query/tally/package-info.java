/** The counts and sums that more than one read model uses. */
@NullMarked
package io.orderflow.query.tally;

import org.jspecify.annotations.NullMarked;
