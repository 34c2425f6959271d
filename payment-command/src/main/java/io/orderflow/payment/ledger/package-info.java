/**
 * The account ledger behind the payments' port: commands to accounts one way, their events as answers the other way.
 */
@NullMarked
package io.orderflow.payment.ledger;

import org.jspecify.annotations.NullMarked;
