/** The server in a Spring Boot application that is being developed. */
@NullMarked
package io.orderflow.axonserver.spring;

import org.jspecify.annotations.NullMarked;
