package io.orderflow.service.access;

import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.health.actuate.endpoint.AdditionalHealthEndpointPath;
import org.springframework.boot.health.actuate.endpoint.HealthEndpointGroup;
import org.springframework.boot.health.actuate.endpoint.HealthEndpointGroups;
import org.springframework.boot.health.actuate.endpoint.HealthEndpointGroupsPostProcessor;
import org.springframework.boot.health.actuate.endpoint.HttpCodeStatusMapper;
import org.springframework.boot.health.actuate.endpoint.StatusAggregator;

/** Shows everybody whether a process is well, and operators alone what ails it. */
final class GuardedHealth implements HealthEndpointGroupsPostProcessor {

    private final AccessMode mode;

    GuardedHealth(AccessMode mode) {
        this.mode = mode;
    }

    @Override
    public HealthEndpointGroups postProcessHealthEndpointGroups(HealthEndpointGroups groups) {
        return mode == AccessMode.OPEN ? groups : new GuardedGroups(groups);
    }

    private record GuardedGroups(HealthEndpointGroups groups) implements HealthEndpointGroups {

        @Override
        public HealthEndpointGroup getPrimary() {
            return new GuardedGroup(groups.getPrimary());
        }

        @Override
        public Set<String> getNames() {
            return groups.getNames();
        }

        @Override
        public @Nullable HealthEndpointGroup get(String name) {
            HealthEndpointGroup group = groups.get(name);
            return group == null ? null : new GuardedGroup(group);
        }
    }

    private record GuardedGroup(HealthEndpointGroup group) implements HealthEndpointGroup {

        private static final Predicate<SecurityContext> IS_OPERATOR = context -> context
                .isUserInRole(Scope.OPERATIONS.text());

        @Override
        public boolean isMember(String name) {
            return group.isMember(name);
        }

        @Override
        public boolean showComponents(SecurityContext context) {
            return IS_OPERATOR.test(context) && group.showComponents(context);
        }

        @Override
        public boolean showDetails(SecurityContext context) {
            return IS_OPERATOR.test(context) && group.showDetails(context);
        }

        @Override
        public StatusAggregator getStatusAggregator() {
            return group.getStatusAggregator();
        }

        @Override
        public HttpCodeStatusMapper getHttpCodeStatusMapper() {
            return group.getHttpCodeStatusMapper();
        }

        @Override
        public @Nullable AdditionalHealthEndpointPath getAdditionalPath() {
            return group.getAdditionalPath();
        }
    }
}
