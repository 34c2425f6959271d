package io.orderflow.projection.rebuild;

import com.mongodb.client.MongoDatabase;
import io.orderflow.projection.engine.ProjectionHost;
import io.orderflow.projection.engine.ProjectionProperties;
import io.orderflow.projection.engine.ProjectionRuntime;
import io.orderflow.service.checkpoint.Restarts;
import io.orderflow.service.deadletter.DeadLetterQueues;
import io.orderflow.service.resilience.StartupTask;
import java.util.List;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Starts the projections of a process and looks after them, from the first round to their rebuilds. */
@Configuration(proxyBeanMethods = false)
class RebuildConfiguration {

    @Bean
    StartupCatchUp catchingUp(ProjectionHost host, ProjectionRuntime runtime) {
        return new StartupCatchUp(host, runtime);
    }

    @Bean
    StartupTask startupOfProjections(StartupCatchUp catchingUp) {
        return new StartupTask("projections", catchingUp::lacks);
    }

    @Bean
    RebuildLog rebuildLog(@Qualifier("readModels") MongoDatabase database, ProjectionProperties limits) {
        return new RebuildLog(database, limits.rebuildsKept());
    }

    @Bean
    Housekeeper projectionHousekeeper(ProjectionHost host, ProjectionRuntime runtime, StartupCatchUp catchingUp,
            RebuildLog log, Restarts restarts) {
        return new Housekeeper(host, runtime,
                List.of(catchingUp, (projection, pointer) -> projection.retryDeadLetters(), new Revisions(runtime, log),
                        new RebuildWatch(runtime, log),
                        new Retirement(runtime)),
                restarts);
    }

    @Bean
    DeadLetterQueues projectionDeadLetters(ProjectionHost host, Housekeeper housekeeper) {
        return host.deadLetters(housekeeper::wake);
    }

    @Bean
    Rebuilds rebuilds(ProjectionHost host, ProjectionRuntime runtime, RebuildLog log, Housekeeper housekeeper) {
        return new Rebuilds(host, new Pointers(runtime.database()), log, housekeeper);
    }

    @Bean
    RebuildsHealth rebuildsThatDiffer(ProjectionHost host) {
        return new RebuildsHealth(host);
    }

    @Bean
    ProjectionStatuses projectionStatuses(ProjectionHost host, ProjectionRuntime runtime) {
        return new ProjectionStatuses(host, runtime);
    }

    @Bean
    ProjectionMeters projectionMeters(ProjectionHost host, ProjectionStatuses statuses, ProjectionProperties limits) {
        return new ProjectionMeters(host, statuses, limits.segments());
    }
}
