/** How the pages reach the platform: requests of its HTTP interface, their answers, and what is shown while there are none. */
@NullMarked
package io.orderflow.console.api;

import org.jspecify.annotations.NullMarked;
