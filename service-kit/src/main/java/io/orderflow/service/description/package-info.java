/**
 * The description of the HTTP interface: what the controllers and their records say, completed by what they cannot say,
 * such as the problems and headers that every route has.
 */
@NullMarked
package io.orderflow.service.description;

import org.jspecify.annotations.NullMarked;
