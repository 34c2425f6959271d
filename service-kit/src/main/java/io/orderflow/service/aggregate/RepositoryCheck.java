package io.orderflow.service.aggregate;

import org.axonframework.spring.stereotype.Aggregate;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.util.StringUtils;

/**
 * Fails at the start where an aggregate has no repository of {@link Aggregates}. The framework would silently make a
 * repository of its own, which does not check the versions that a command may be applied to, and so would carry out a
 * change with a stale {@code If-Match}. Called once, when all beans are there.
 */
final class RepositoryCheck implements SmartInitializingSingleton {

    private final ListableBeanFactory beans;

    RepositoryCheck(ListableBeanFactory beans) {
        this.beans = beans;
    }

    @Override
    public void afterSingletonsInstantiated() {
        for (String aggregate : beans.getBeanNamesForAnnotation(Aggregate.class)) {
            Class<?> type = beans.getType(aggregate);
            if (type != null) {
                requireRepositoryOf(type);
            }
        }
    }

    private void requireRepositoryOf(Class<?> aggregate) {
        String name = StringUtils.uncapitalize(aggregate.getSimpleName()) + "Repository";
        Class<?> repository = beans.containsBean(name) ? beans.getType(name) : null;
        if (repository == null || !RememberingRepository.class.isAssignableFrom(repository)) {
            throw new IllegalStateException(
                    "The aggregate %s has no repository: add a bean %s, made by Aggregates.repositoryOf(%s.class, ...)"
                            .formatted(aggregate.getName(), name, aggregate.getSimpleName()));
        }
    }
}
