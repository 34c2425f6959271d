package io.orderflow.service.resilience;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCluster;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Two clients of the same database as one: each call goes through the one that tells a listener of its commands, or
 * through the one that tells nobody. The second has connections only where calls were made. Its databases and
 * collections are pairs as well. Thread-safe.
 */
record SelectiveClient(Object told, Object silent, BooleanSupplier wanted) implements InvocationHandler {

    private static final Set<Class<?>> PAIRS = Set.of(MongoCluster.class, MongoDatabase.class, MongoCollection.class);

    static MongoClient of(MongoClient told, MongoClient silent, BooleanSupplier wanted) {
        return (MongoClient) paired(MongoClient.class, new SelectiveClient(told, silent, wanted));
    }

    private static Object paired(Class<?> type, SelectiveClient pair) {
        return Proxy.newProxyInstance(SelectiveClient.class.getClassLoader(), new Class<?>[]{type}, pair);
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
        if (PAIRS.contains(method.getReturnType())) {
            return paired(method.getReturnType(), new SelectiveClient(call(told, method, arguments),
                    call(silent, method, arguments), wanted));
        }
        if (method.getName().equals("close")) {
            call(told, method, arguments);
            return call(silent, method, arguments);
        }
        return call(wanted.getAsBoolean() ? told : silent, method, arguments);
    }

    private static Object call(Object target, Method method, Object @Nullable [] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException failed) {
            throw failed.getCause();
        }
    }
}
