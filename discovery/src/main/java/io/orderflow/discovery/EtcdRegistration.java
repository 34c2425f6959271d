package io.orderflow.discovery;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.SmartLifecycle;
import org.springframework.web.client.RestClientException;

/**
 * Registers this process in etcd once its web server listens, under a lease that it prolongs on a thread of its own.
 * Where etcd was away for longer than the lease, it registers again. Spring stops it before the web server, so that
 * nobody finds a server that takes no more requests. The event and the stop come from Spring's own thread.
 */
final class EtcdRegistration implements ApplicationListener<WebServerInitializedEvent>, SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(EtcdRegistration.class);
    private static final int TIMES_A_LEASE = 3;

    private final Etcd etcd;
    private final EtcdSettings settings;
    private final String service;
    private final String host;
    private final ScheduledExecutorService thread = Executors
            .newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("etcd-lease").factory());
    private volatile @Nullable String lease;
    private volatile boolean failing;
    private volatile boolean running;

    EtcdRegistration(Etcd etcd, EtcdSettings settings, String service, String host) {
        this.etcd = etcd;
        this.settings = settings;
        this.service = service;
        this.host = host;
    }

    @Override
    public void onApplicationEvent(WebServerInitializedEvent listening) {
        // The management server, where it has a port of its own, is none of the service's instances.
        if (listening.getApplicationContext().getServerNamespace() != null) {
            return;
        }
        String address = "http://" + host + ":" + listening.getWebServer().getPort();
        long interval = settings.timeToLive().toMillis() / TIMES_A_LEASE;
        thread.scheduleWithFixedDelay(() -> keep(address), 0, interval, TimeUnit.MILLISECONDS);
    }

    private void keep(String address) {
        try {
            String held = lease;
            if (held == null || !etcd.prolong(held)) {
                String fresh = etcd.lease(settings.timeToLive());
                etcd.put(settings.prefix() + service + "/" + address, address, fresh);
                lease = fresh;
                LOG.info("Registered in etcd as {} at {}", service, address);
            }
            failing = false;
        } catch (RestClientException away) {
            if (!failing) {
                LOG.warn("etcd does not answer; this process stays registered until its lease ends", away);
            }
            failing = true;
        }
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        thread.shutdownNow();
        running = false;
        String held = lease;
        try {
            if (held != null) {
                etcd.end(held);
            }
        } catch (RestClientException away) {
            LOG.warn("etcd does not answer; this process stays registered until its lease ends", away);
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
