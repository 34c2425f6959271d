package io.orderflow.api.message;

import io.orderflow.api.Money;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** One sample of every message: each component filled with a value that follows from its type and its name. */
final class Samples {

    private Samples() {}

    /** The records that a sealed interface permits, however deep. */
    static Stream<Class<?>> recordsOf(Class<?> root) {
        return root.isSealed()
                ? Arrays.stream(root.getPermittedSubclasses()).flatMap(Samples::recordsOf)
                : Stream.of(root);
    }

    static Object of(Class<?> record) {
        return of(record, "value");
    }

    /** An identifier, the record of a single string, is named after where it stands. */
    private static Object of(Class<?> record, String name) {
        try {
            RecordComponent[] components = record.getRecordComponents();
            Class<?>[] types = Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
            boolean isIdentifier = Arrays.equals(types, new Class<?>[]{String.class});
            Object[] values = Arrays.stream(components)
                    .map(component -> value(component.getGenericType(), isIdentifier ? name : component.getName()))
                    .toArray();
            Constructor<?> constructor = record.getDeclaredConstructor(types);
            return constructor.newInstance(values);
        } catch (InvocationTargetException refused) {
            throw new AssertionError("%s refuses its sample (%s): value() in Samples has to give it another one"
                    .formatted(record.getSimpleName(), refused.getCause().getMessage()), refused.getCause());
        } catch (IllegalAccessException hidden) {
            throw new AssertionError("%s has to be public: the services make it of what is stored".formatted(record),
                    hidden);
        } catch (ReflectiveOperationException failed) {
            throw new AssertionError("%s has no sample: value() in Samples has to make one".formatted(record),
                    failed);
        }
    }

    private static Object value(Type type, String name) {
        if (type instanceof ParameterizedType list && list.getRawType() == List.class) {
            return List.of(value(list.getActualTypeArguments()[0], name));
        }
        Class<?> plain = (Class<?>) type;
        if (plain == String.class) {
            return name.equals("currency") ? "USD" : "some-" + name;
        }
        if (plain == int.class) {
            return 3;
        }
        if (plain == long.class || plain == Long.class) {
            return 7L;
        }
        if (plain == Instant.class) {
            return Instant.parse("2026-11-22T23:59:50.125Z");
        }
        if (plain == boolean.class) {
            return true;
        }
        if (plain == Money.class) {
            return Money.of("18.00", "USD");
        }
        return plain.isEnum() ? plain.getEnumConstants()[0] : of(plain, name);
    }
}
