package io.orderflow.gateway.migration;

import io.orderflow.gateway.backend.Services;
import java.util.Map;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Sets up the migrations from an old system. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(MigrationSettings.class)
@Import(MigrationController.class)
public class MigrationConfiguration {

    @Bean
    Migrations migrations(MigrationSettings settings, Services services) {
        SettingsFile file = new SettingsFile(settings.stateFile());
        Map<String, Setting> decided = file.read();
        return new Migrations(settings.paths()
                .stream()
                .map(old -> new Migration(old,
                        decided.getOrDefault(old.name(), new Setting(old.mode(), old.percent())), services))
                .toList(), file);
    }
}
