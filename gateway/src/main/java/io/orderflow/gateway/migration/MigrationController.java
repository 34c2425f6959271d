package io.orderflow.gateway.migration;

import io.orderflow.api.problem.ProblemCode;
import io.orderflow.gateway.backend.Callers;
import io.orderflow.gateway.migration.MigrationSettings.LegacyRoute;
import io.orderflow.service.message.ProblemException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Shows operators the migrations, and lets them decide who answers. */
@RestController
@RequestMapping("/migrations")
@Tag(name = "Migrations")
final class MigrationController {

    /**
     * A migration.
     *
     * @param lasting whether a decision outlives a restart of the gateway
     * @param counts  what the comparison in the mode {@code shadow} has found
     */
    @Schema(name = "MigrationView")
    record View(String name, List<String> paths, Mode mode, int percent, boolean lasting, Findings.Counts counts) {}

    @Schema(name = "MigrationList")
    record Views(List<View> items) {}

    /**
     * What an operator decides.
     *
     * @param percent the share of callers in the mode {@code percent}; where it is left out, the last one
     */
    @Schema(name = "MigrationDecision")
    record Decision(@NotNull Mode mode, @Nullable @Min(0) @Max(100) Integer percent) {}

    record Differences(List<ShadowDifference> items) {}

    private final Migrations migrations;

    MigrationController(Migrations migrations) {
        this.migrations = migrations;
    }

    @GetMapping
    @Operation(operationId = "getMigrations", summary = "Lists the migrations from an old system, with who answers now")
    Views list() {
        return new Views(migrations.all().stream().map(this::view).toList());
    }

    @GetMapping("/{name}")
    @Operation(operationId = "getMigration", summary = "Shows a migration, and what its comparison has found")
    View find(@PathVariable String name) {
        return view(require(name));
    }

    @PutMapping("/{name}")
    @Operation(operationId = "decideMigration", summary = "Decides who answers from the next request on: legacy, shadow, percent or new")
    View decide(@PathVariable String name, @Valid @RequestBody Decision decision, HttpServletRequest request) {
        Migration migration = require(name);
        int percent = decision.percent() == null ? migration.setting().percent() : decision.percent();
        migrations.decide(migration, new Setting(decision.mode(), percent), Callers.of(request));
        return view(migration);
    }

    @GetMapping("/{name}/differences")
    @Operation(operationId = "getDifferences", summary = "Lists the latest requests that both systems answered differently, field by field")
    Differences differences(@PathVariable String name,
            @RequestParam(defaultValue = "100") @Min(1) @Max(1_000) int limit) {
        return new Differences(require(name).findings().latest(limit));
    }

    @DeleteMapping("/{name}/differences")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(operationId = "forgetDifferences", summary = "Forgets what the comparison has found, and counts anew")
    void forget(@PathVariable String name) {
        require(name).findings().clear();
    }

    private Migration require(String name) {
        return migrations.all()
                .stream()
                .filter(migration -> migration.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new UnknownMigration(name));
    }

    private View view(Migration migration) {
        LegacyRoute old = migration.old();
        Setting now = migration.setting();
        return new View(old.name(), old.paths(), now.mode(), now.percent(), migrations.areLasting(),
                migration.findings().counts());
    }

    /** There is no migration of this name. */
    private static final class UnknownMigration extends ProblemException {
        UnknownMigration(String name) {
            super(ProblemCode.NOT_FOUND, "There is no migration " + name);
        }
    }
}
