/** What read models are written with. It knows no other package of the kit. */
@NullMarked
package io.orderflow.projection.api;

import org.jspecify.annotations.NullMarked;
