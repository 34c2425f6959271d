/** The common entrance of all services, as a process of its own. */
@NullMarked
package io.orderflow.gateway;

import org.jspecify.annotations.NullMarked;
