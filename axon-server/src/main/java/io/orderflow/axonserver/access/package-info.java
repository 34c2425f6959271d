/** Who may call, and how nobody else listens: the token of the callers, and the certificate of the server. */
@NullMarked
package io.orderflow.axonserver.access;

import org.jspecify.annotations.NullMarked;
