/** What an operator can do over HTTP about the process of an order that is stuck. */
@NullMarked
package io.orderflow.saga.web;

import org.jspecify.annotations.NullMarked;
