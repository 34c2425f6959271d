@NullMarked
package io.orderflow.gateway;

import org.jspecify.annotations.NullMarked;
