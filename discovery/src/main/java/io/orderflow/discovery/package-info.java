/**
 * Registries of services, each by a profile: Eureka, Consul, ZooKeeper and Kubernetes by Spring Cloud, etcd by a small
 * client of ours. A process that has this module on its class path registers itself, and finds the others.
 */
@NullMarked
package io.orderflow.discovery;

import org.jspecify.annotations.NullMarked;
