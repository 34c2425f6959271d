/** What operators did to the event server and to the platform's data, as events. */
@NullMarked
package io.orderflow.api.server;

import org.jspecify.annotations.NullMarked;
