/** Where an event goes: which document it belongs to, if any, or that this cannot be told. */
@NullMarked
package io.orderflow.projection.route;

import org.jspecify.annotations.NullMarked;
