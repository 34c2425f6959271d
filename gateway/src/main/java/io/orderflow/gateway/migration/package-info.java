/** Moves callers from an old system to the services, path by path and step by step (the strangler fig). */
@NullMarked
package io.orderflow.gateway.migration;

import org.jspecify.annotations.NullMarked;
