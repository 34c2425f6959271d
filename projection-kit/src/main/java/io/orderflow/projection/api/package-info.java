/** The types that read models are written with. This package knows no other package of the kit. */
@NullMarked
package io.orderflow.projection.api;

import org.jspecify.annotations.NullMarked;
