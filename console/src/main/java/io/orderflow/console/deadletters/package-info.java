/** The pages of the dead letters: the events that could not be handled, why, and what was decided about them. */
@NullMarked
package io.orderflow.console.deadletters;

import org.jspecify.annotations.NullMarked;
