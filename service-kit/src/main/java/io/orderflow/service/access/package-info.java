/**
 * Who may come in: without identity this machine alone, and no web page of another origin; with identity whoever brings
 * a token that the route asks for.
 */
@NullMarked
package io.orderflow.service.access;

import org.jspecify.annotations.NullMarked;
