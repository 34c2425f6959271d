/** The server for tests of Spring Boot applications: it is enough that this is on the class path of the tests. */
@NullMarked
package io.orderflow.axonserver.spring.test;

import org.jspecify.annotations.NullMarked;
