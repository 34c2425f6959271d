package io.orderflow.gateway.migration;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.server.PathContainer;

/** All migrations. Thread-safe. */
public final class Migrations {

    private static final Logger LOG = LoggerFactory.getLogger(Migrations.class);

    private final List<Migration> all;
    private final SettingsFile file;

    Migrations(List<Migration> all, SettingsFile file) {
        this.all = all;
        this.file = file;
    }

    /**
     * The migration that a request belongs to.
     *
     * @param path the path of the request, without the prefix of a proxy
     */
    public Optional<Migration> of(String path) {
        if (all.isEmpty()) {
            return Optional.empty();
        }
        PathContainer parsed = PathContainer.parsePath(path);
        return all.stream().filter(migration -> migration.fits(parsed)).findFirst();
    }

    List<Migration> all() {
        return all;
    }

    boolean areLasting() {
        return file.isLasting();
    }

    /** Changes who answers; the next request is asked of them. */
    synchronized void decide(Migration migration, Setting decided, String operator) {
        Map<String, Setting> settings = new LinkedHashMap<>();
        all.forEach(one -> settings.put(one.name(), one == migration ? decided : one.setting()));
        file.write(settings);
        migration.set(decided);
        LOG.info("{} has set the migration {} to {}", operator, migration.name(), decided);
    }
}
