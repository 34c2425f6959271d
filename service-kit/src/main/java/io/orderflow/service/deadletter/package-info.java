/** Events that could not be handled wait here, in their order, for a person who retries them or gives them up. */
@NullMarked
package io.orderflow.service.deadletter;

import org.jspecify.annotations.NullMarked;
