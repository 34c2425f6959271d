/** One request of an operator for many objects, carried out one by one, with the outcome of each. */
@NullMarked
package io.orderflow.service.batch;

import org.jspecify.annotations.NullMarked;
