/** The interventions of an operator in many processes at once. */
@NullMarked
package io.orderflow.saga.batch;

import org.jspecify.annotations.NullMarked;
