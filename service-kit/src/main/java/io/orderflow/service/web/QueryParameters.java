package io.orderflow.service.web;

import io.orderflow.api.Text;
import io.orderflow.service.web.Problem.FieldError;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpMethod;
import org.springframework.util.ClassUtils;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.resource.ResourceHttpRequestHandler;

/**
 * Reads the query of a request as strictly as bodies are read: a parameter that the controller's method does not
 * declare, or that is repeated, empty or padded with spaces, is an error. The declared parameters are read from the
 * method itself, so that the check covers a new route without further code. A page without a method takes no parameter;
 * only where a provider of identities sends a browser back may any parameter come along, as RFC 6749 has it. Values
 * here and in the path obey the rule of {@link Text}. The framework calls it on the threads of all requests.
 * Thread-safe.
 */
final class QueryParameters implements HeadCheck {

    /** The framework would read {@code 0x10} and {@code +5}, even where a converter of ours refuses them. */
    private static final Pattern NUMBER = Pattern.compile("0|-?[1-9][0-9]*");

    private static final String SENT_BACK = "/oauth2-redirect.html";

    private final Map<Method, Map<String, Class<?>>> declared = new ConcurrentHashMap<>();
    private final Predicate<String> isStaticPage;

    /** @param isStaticPage whether a static file is sent for a path */
    QueryParameters(Predicate<String> isStaticPage) {
        this.isStaticPage = isStaticPage;
    }

    /**
     * Checks the query, except with OPTIONS: a browser asks with it whether it may send a request, with the query of
     * that request.
     */
    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        boolean applies = request.getDispatcherType() == DispatcherType.REQUEST
                && !HttpMethod.OPTIONS.matches(request.getMethod());
        if (applies && handler instanceof HandlerMethod method) {
            require(request, declared.computeIfAbsent(method.getMethod(), any -> typesOf(method)));
        } else if (applies && isPage(request, handler)) {
            require(request, Map.of());
        }
        return true;
    }

    private static void require(HttpServletRequest request, Map<String, Class<?>> known) {
        List<FieldError> errors = new ArrayList<>();
        variablesOf(request).forEach((name, value) -> checkText(name, value, errors));
        request.getParameterMap().forEach((name, values) -> check(name, values, known, errors));
        if (!errors.isEmpty()) {
            throw new InvalidParameters(errors);
        }
    }

    /**
     * Whether the request is for a page. Where there is nothing, the answer must be 404, and not a complaint about
     * parameters.
     */
    private boolean isPage(HttpServletRequest request, Object handler) {
        String path = request.getServletPath();
        return handler instanceof ResourceHttpRequestHandler && !path.endsWith(SENT_BACK) && isStaticPage.test(path);
    }

    /** The errors of parameters whose names are not among the allowed ones. */
    static List<FieldError> unknown(HttpServletRequest request, Set<String> allowed) {
        return request.getParameterMap()
                .keySet()
                .stream()
                .filter(name -> !allowed.contains(name))
                .map(name -> unknown(name, allowed))
                .toList();
    }

    private static FieldError unknown(String name, Set<String> allowed) {
        return new FieldError(name, "there is no such parameter; this takes "
                + (allowed.isEmpty() ? "none" : String.join(", ", allowed)));
    }

    private static void check(String name, String[] values, Map<String, Class<?>> known, List<FieldError> errors) {
        Class<?> type = known.get(name);
        if (type == null) {
            errors.add(unknown(name, known.keySet()));
        } else if (values.length != 1) {
            errors.add(new FieldError(name, "it must be given once"));
        } else if (values[0].isEmpty() || !values[0].equals(values[0].strip())) {
            errors.add(new FieldError(name, "it must not be empty, nor begin or end with a space"));
        } else if (isNumber(type) && !NUMBER.matcher(values[0]).matches()) {
            errors.add(new FieldError(name, "it must be a whole number in decimal digits"));
        } else {
            checkText(name, values[0], errors);
        }
    }

    private static void checkText(String name, String value, List<FieldError> errors) {
        if (!Text.isReadable(value)) {
            errors.add(new FieldError(name, "it must have " + Text.RULE));
        }
    }

    private static Map<String, String> variablesOf(HttpServletRequest request) {
        Map<String, String> variables = new TreeMap<>();
        if (request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE) instanceof Map<?, ?> found) {
            found.forEach((name, value) -> variables.put(String.valueOf(name), String.valueOf(value)));
        }
        return variables;
    }

    private static boolean isNumber(Class<?> type) {
        return Number.class.isAssignableFrom(ClassUtils.resolvePrimitiveIfNecessary(type));
    }

    private static Map<String, Class<?>> typesOf(HandlerMethod method) {
        DefaultParameterNameDiscoverer names = new DefaultParameterNameDiscoverer();
        Map<String, Class<?>> declared = new TreeMap<>();
        for (MethodParameter parameter : method.getMethodParameters()) {
            RequestParam annotation = parameter.getParameterAnnotation(RequestParam.class);
            if (annotation != null) {
                parameter.initParameterNameDiscovery(names);
                declared.put(annotation.name().isEmpty()
                        ? String.valueOf(parameter.getParameterName())
                        : annotation.name(), parameter.getParameterType());
            }
        }
        return declared;
    }
}
