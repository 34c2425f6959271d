/** Projections and their rebuilds over HTTP. */
@NullMarked
package io.orderflow.projection.web;

import org.jspecify.annotations.NullMarked;
