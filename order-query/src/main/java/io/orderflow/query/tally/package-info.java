/** What is counted and summed up in more than one read model. */
@NullMarked
package io.orderflow.query.tally;

import org.jspecify.annotations.NullMarked;
