package io.orderflow.gateway.migration;

import io.orderflow.gateway.backend.BackendAnswer;
import io.orderflow.gateway.backend.BackendRequest;
import io.orderflow.gateway.backend.Services;
import io.orderflow.gateway.migration.MigrationSettings.LegacyRoute;
import java.util.List;
import java.util.function.Supplier;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/** The paths that an old system answers, and who answers them now. Thread-safe. */
public final class Migration {

    private final LegacyRoute old;
    private final Services services;
    private final List<PathPattern> paths;
    private final Shadow shadow;
    private volatile Setting setting;

    Migration(LegacyRoute old, Setting setting, Services services) {
        this.old = old;
        this.services = services;
        this.setting = setting;
        this.paths = old.paths().stream().map(PathPatternParser.defaultInstance::parse).toList();
        this.shadow = new Shadow(new Comparison(old.ignored()));
    }

    boolean fits(PathContainer path) {
        return paths.stream().anyMatch(pattern -> pattern.matches(path));
    }

    /**
     * Asks who is to be asked for this caller.
     *
     * @param fresh asks the new system
     */
    public BackendAnswer ask(BackendRequest request, String caller, Supplier<BackendAnswer> fresh) {
        Setting now = setting;
        if (now.isNewFor(caller)) {
            return fresh.get();
        }
        boolean shadowed = now.mode() == Mode.SHADOW && (request.isRead() || old.shadowChanges());
        return shadowed ? shadow.ask(request, () -> legacy(request), fresh) : legacy(request);
    }

    private BackendAnswer legacy(BackendRequest request) {
        return services.askAt("legacy-" + old.name(), old.legacy(), request.within(old.timeout()));
    }

    String name() {
        return old.name();
    }

    LegacyRoute old() {
        return old;
    }

    Findings findings() {
        return shadow.findings();
    }

    Setting setting() {
        return setting;
    }

    void set(Setting decided) {
        setting = decided;
    }
}
