package io.orderflow.service.message;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.orderflow.api.message.MessageType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import org.axonframework.messaging.responsetypes.AbstractResponseType;

/**
 * Asks for a {@link Page} of items of one type. Handlers that return such a page match it.
 *
 * <p>The framework assumes of a response type that it can be sent to the handler's process, and that several threads
 * use it at once.
 */
@MessageType("message.page-of")
final class PageOf<T> extends AbstractResponseType<Page<T>> {

    private static final long serialVersionUID = 1;

    @JsonCreator
    PageOf(@JsonProperty("expectedResponseType") Class<T> item) {
        super(item);
    }

    @Override
    public boolean matches(Type type) {
        return type instanceof ParameterizedType page && page.getRawType() == Page.class
                && page.getActualTypeArguments()[0] == expectedResponseType;
    }

    @Override
    @SuppressWarnings("unchecked") // the handler's declared type matches
    public Page<T> convert(Object response) {
        return (Page<T>) response;
    }

    @Override
    @SuppressWarnings("unchecked") // the class of all pages
    public Class<Page<T>> responseMessagePayloadType() {
        return (Class<Page<T>>) (Class<?>) Page.class;
    }
}
