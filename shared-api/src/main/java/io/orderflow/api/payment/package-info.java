/** The language of payments: authorization, capture, voiding and refund. */
@NullMarked
package io.orderflow.api.payment;

import org.jspecify.annotations.NullMarked;
