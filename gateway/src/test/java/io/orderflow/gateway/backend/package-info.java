@NullMarked
package io.orderflow.gateway.backend;

import org.jspecify.annotations.NullMarked;
