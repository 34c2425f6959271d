/** What the web side and the query side themselves say no to, by code. */
@NullMarked
package io.orderflow.service.problem;

import org.jspecify.annotations.NullMarked;
