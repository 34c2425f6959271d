/** Sends requests to the instances of services, and hands out their answers while these still arrive. */
@NullMarked
package io.orderflow.gateway.backend;

import org.jspecify.annotations.NullMarked;
