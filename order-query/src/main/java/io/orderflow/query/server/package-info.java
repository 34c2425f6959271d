/**
 * The event server as operators see it: who is connected, the event processors of all clients, what the server stores,
 * and backups. All of it is asked of the server at each request, over the connector that the service has anyway.
 */
@NullMarked
package io.orderflow.query.server;

import org.jspecify.annotations.NullMarked;
