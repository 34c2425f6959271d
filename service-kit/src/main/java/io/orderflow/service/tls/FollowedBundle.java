package io.orderflow.service.tls;

import java.security.GeneralSecurityException;
import java.util.Collections;
import java.util.stream.Stream;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;

/**
 * The certificates of an SSL bundle, of which every new connection uses those that are in the files by then. A client
 * takes a context once and keeps it; so this one asks the latest bundle at each handshake. Connections that are open go
 * on with the certificates that they began with. Thread-safe.
 */
public final class FollowedBundle {

    private static final Logger LOG = LoggerFactory.getLogger(FollowedBundle.class);

    private final SSLContext context;
    private volatile X509ExtendedKeyManager keys;
    private volatile X509ExtendedTrustManager trust;

    private FollowedBundle(SslBundle bundle) {
        keys = keysOf(bundle);
        trust = trustOf(bundle);
        try {
            context = SSLContext.getInstance("TLS");
            context.init(new KeyManager[]{new FollowingKeyManager(() -> keys)},
                    new TrustManager[]{new FollowingTrustManager(() -> trust)}, null);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Every JDK has TLS", impossible);
        }
    }

    static FollowedBundle of(SslBundles bundles, String name) {
        FollowedBundle followed = new FollowedBundle(bundles.getBundle(name));
        bundles.addBundleUpdateHandler(name, changed -> {
            followed.follow(changed);
            LOG.info("New connections use the changed certificates of {}", name);
        });
        return followed;
    }

    private void follow(SslBundle changed) {
        keys = keysOf(changed);
        trust = trustOf(changed);
        // A resumed session would show the certificates of its beginning, and check none.
        SSLSessionContext sessions = context.getClientSessionContext();
        Collections.list(sessions.getIds()).stream().map(sessions::getSession).forEach(FollowedBundle::end);
    }

    private static void end(SSLSession session) {
        // It may have ended by itself meanwhile.
        if (session != null) {
            session.invalidate();
        }
    }

    private static X509ExtendedKeyManager keysOf(SslBundle bundle) {
        return only(X509ExtendedKeyManager.class, bundle.getManagers().getKeyManagers());
    }

    private static X509ExtendedTrustManager trustOf(SslBundle bundle) {
        return only(X509ExtendedTrustManager.class, bundle.getManagers().getTrustManagers());
    }

    private static <T> T only(Class<T> kind, Object[] managers) {
        return Stream.of(managers).filter(kind::isInstance).map(kind::cast).findFirst().orElseThrow();
    }

    /** The context of all connections of a client. */
    public SSLContext context() {
        return context;
    }
}
