/** Contracts between a consumer and a provider, which the consumer writes, and the tests of both read. */
@NullMarked
package io.orderflow.contract;

import org.jspecify.annotations.NullMarked;
