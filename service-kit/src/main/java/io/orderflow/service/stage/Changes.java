package io.orderflow.service.stage;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On a controller that sends commands, or one of its methods: where their effect is to be seen, for clients that wait
 * for it with {@code Command-Wait}. Paths are templates, whose variables are those of the request's path, of the
 * answer's {@code Location} where that is the document, and the fields of the command.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface Changes {

    /** The read models that are as new as the command once it is projected. */
    String[] readModels();

    /** The path of what is changed, such as {@code /orders/{orderId}}. */
    String document();

    /** The process that carries on what the command began; at most one. */
    Process[] process() default {};

    /** A process, whose documents say at which step it stands. */
    @Retention(RetentionPolicy.RUNTIME)
    @Target({})
    @interface Process {

        /** The read model of such processes. */
        String readModel();

        /** The path of one, such as {@code /sagas/{orderId}}. */
        String document();

        /** The variable that is the key of its document. */
        String key();

        /** The steps at which it has come to rest after this command. */
        String[] rests();
    }
}
