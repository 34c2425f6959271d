/** Digests of what is kept or compared. */
@NullMarked
package io.orderflow.service.digest;

import org.jspecify.annotations.NullMarked;
