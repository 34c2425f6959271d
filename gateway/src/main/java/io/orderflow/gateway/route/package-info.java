/** Which service answers which request, and what holds for that: time, repeats, breakers, forwarded addresses. */
@NullMarked
package io.orderflow.gateway.route;

import org.jspecify.annotations.NullMarked;
