/** The interventions of an operator over HTTP, in the process of an order that is stuck. */
@NullMarked
package io.orderflow.saga.web;

import org.jspecify.annotations.NullMarked;
